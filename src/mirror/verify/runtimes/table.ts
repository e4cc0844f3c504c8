/**
 * Which releases of which runtimes cannot pull or cannot run what: the one table of it. `docs/runtimes.md` shows it, and
 * a test keeps the two equal. A row without `since` or `before` holds for every release that is known.
 */
import { NO_VERSION_ABOVE, NO_VERSION_BELOW, type RuntimeRange } from '../../../oci/runtime.ts';
import { CONTAINERD_ROWS } from './containerd-rows.ts';
import { CONTAINERS_IMAGE_ROWS } from './containers-image-rows.ts';
import { DOCKER_CONTAINERD_ROWS } from './docker-containerd-rows.ts';
import { DOCKER_ROWS } from './docker-rows.ts';
import type { RuntimeRow } from './runtime-row.ts';

export const RUNTIME_ROWS: readonly RuntimeRow[] = [
  ...CONTAINERD_ROWS,
  ...CONTAINERS_IMAGE_ROWS,
  ...DOCKER_ROWS,
  ...DOCKER_CONTAINERD_ROWS,
];

export function rangeOfRow({ since, before }: RuntimeRow): RuntimeRange {
  return { lowest: since ?? NO_VERSION_BELOW, below: before ?? NO_VERSION_ABOVE };
}
