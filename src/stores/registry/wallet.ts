/** The credentials of one registry, looked up once per repository and again after a while or a refusal. */
import type { Credential, CredentialLookup } from './credential.ts';
import { type SharedWork, shareWork } from './shared-work.ts';
import { base64 } from './token-request.ts';

export interface Wallet {
  credentialFor(repository: string, signal: AbortSignal): Promise<Credential | null>;
  /** `refused` is of no use: unless it was replaced already, the next lookup is a new one. */
  forget(repository: string, refused: Credential | null): void;
}

export interface WalletOptions {
  readonly host: string;
  readonly credentials: CredentialLookup;
  readonly onSecret: (secret: string) => void;
}

/** Helpers that mint short-lived credentials are asked again after this. */
const KEPT_FOR_MS = 5 * 60_000;

export function createWallet({ host, credentials, onSecret }: WalletOptions): Wallet {
  const lookups = new Map<string, Lookup>();

  const lookUp = (repository: string): Lookup => {
    const lookup: Lookup = {
      goodUntil: performance.now() + KEPT_FOR_MS,
      found: undefined,
      work: shareWork(async (signal) => {
        const credential = await credentials(host, repository, signal);
        for (const secret of secretsOf(credential)) onSecret(secret);
        lookup.found = credential;
        return credential;
      }),
    };
    lookup.work.done.catch(() => {
      if (lookups.get(repository) === lookup) lookups.delete(repository);
    });
    lookups.set(repository, lookup);
    return lookup;
  };

  return {
    credentialFor(repository, signal) {
      const known = lookups.get(repository);
      const isGood = known !== undefined && !known.work.abandoned && known.goodUntil > performance.now();
      return (isGood ? known : lookUp(repository)).work.join(signal);
    },
    forget(repository, refused) {
      if (lookups.get(repository)?.found === refused) lookups.delete(repository);
    },
  };
}

interface Lookup {
  readonly work: SharedWork<Credential | null>;
  readonly goodUntil: number;
  /** Undefined while it is looked for: what was refused meanwhile came from elsewhere. */
  found: Credential | null | undefined;
}

/** In every form in which they travel. */
function secretsOf(credential: Credential | null): readonly string[] {
  if (credential === null) return [];
  if (credential.kind !== 'basic') return [credential.token];
  return [credential.password, base64(`${credential.username}:${credential.password}`)];
}
