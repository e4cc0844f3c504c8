/** Where a registry is: by the addresses that it answered from, never by what its name resolves to. */
import { mayReach, type Reach, reachOf } from './addresses.ts';

/** Names belong to whoever runs their DNS: one may resolve to a public and to a private address, or to another one each time. */
const MOST_PUBLIC_FIRST: readonly Reach[] = ['public', 'private', 'loopback', 'link-local'];

export class OwnReach {
  readonly #isName: boolean;
  readonly #isAuthenticated: boolean;
  #reach: Reach | null;

  /** `isAuthenticated`: a certificate shows that whoever answers is the registry, whatever its address. */
  constructor(hostname: string, isAuthenticated: boolean) {
    this.#reach = reachOf(hostname);
    this.#isName = this.#reach === null;
    this.#isAuthenticated = isAuthenticated;
  }

  /** Behind a proxy, or before it was connected to, a name counts as public. */
  get current(): Reach {
    return this.#reach ?? 'public';
  }

  /** A connection to the registry stands. The most public of its addresses counts, from then on. */
  connectedTo(address: string | undefined): void {
    if (!this.#isName || address === undefined) return;
    const seen = [this.#reach, reachOf(address)];
    this.#reach = MOST_PUBLIC_FIRST.find((reach) => seen.includes(reach)) ?? this.#reach;
  }

  /** Whether the registry itself may be looked for at an address of this reach: not at a more private one than before (DNS rebinding). */
  mayMoveTo(reach: Reach): boolean {
    return this.#isAuthenticated || !this.#isName || this.#reach === null || mayReach(this.#reach, reach);
  }

  /** Whether it may send us to an address of this reach. */
  mayReferTo(reach: Reach): boolean {
    return mayReach(this.current, reach);
  }
}
