/**
 * Which releases of which runtimes cannot pull or cannot run what: the one table of it. `docs/runtimes.md` shows it, and
 * a test keeps the two equal. A row without `since` or `before` holds for every release that is known.
 */
import {
  NO_VERSION_ABOVE,
  NO_VERSION_BELOW,
  type RuntimeName,
  type RuntimeRange,
  type RuntimeVersion,
} from '../../../oci/runtime.ts';
import type { RuntimeCause } from './cause.ts';
import { CONTAINERD_ROWS } from './containerd-rows.ts';
import { CONTAINERS_IMAGE_ROWS } from './containers-image-rows.ts';
import { DOCKER_CONTAINERD_ROWS } from './docker-containerd-rows.ts';
import { DOCKER_ROWS } from './docker-rows.ts';

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

export const RUNTIME_ROWS: readonly RuntimeRow[] = [
  ...CONTAINERD_ROWS,
  ...CONTAINERS_IMAGE_ROWS,
  ...DOCKER_ROWS,
  ...DOCKER_CONTAINERD_ROWS,
];

export function rangeOfRow({ since, before }: RuntimeRow): RuntimeRange {
  return { lowest: since ?? NO_VERSION_BELOW, below: before ?? NO_VERSION_ABOVE };
}
