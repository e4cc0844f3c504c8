/** One row of the table of runtimes. */
import type { RuntimeName, RuntimeVersion } from '../../../oci/runtime.ts';
import type { RuntimeCause } from './cause.ts';

/**
 * `cannot-pull`: the pull fails. `cannot-run`: the pull says it succeeded, and no container can be made of it. `needs`:
 * it works where something is there that the image does not bring (keys, another registry).
 */
export type RuntimeEffect = 'cannot-pull' | 'cannot-run' | 'needs';

export interface RuntimeRow {
  readonly cause: RuntimeCause;
  readonly runtime: RuntimeName;
  /** The first release that does this, and the first that no longer does. */
  readonly since?: RuntimeVersion;
  readonly before?: RuntimeVersion;
  readonly effect: RuntimeEffect;
  /** What the runtime does, after its name: `refuses the manifest`. */
  readonly note: string;
  /** Where it is known from: issues, code, advisories. */
  readonly source: string;
  /** Releases that were seen doing it (docs/runtimes.md, "What was seen"). */
  readonly seen?: readonly string[];
}
