/** Compared rows with everything filled in, for tests that care about one part. */
import type { Mirror } from '../../../src/files/mirrorfile.ts';
import type {
  ComparedCell,
  ComparedRow,
  DriftClock,
  MirrorView,
} from '../../../src/mirror/drift/compared.ts';
import type { Relation } from '../../../src/mirror/drift/relation.ts';
import { type Timeline, timelineOf } from '../../../src/mirror/drift/timeline.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { digestNumber } from '../../fakes/report.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 21, 2);
export const CLOCK: DriftClock = { nowMs: NOW, maxLagMs: DAY };
export const UNRELATED: Relation = { kind: 'unrelated' };

/** Digests whose first hex digits tell them apart in messages. */
export function digest(number: number): Digest {
  const hex = digestNumber(number).slice('sha256:'.length);
  return `sha256:${[...hex].reverse().join('')}` as Digest;
}

/** Versions newest first, each a day older than the one before; the newest is `newestDays` old. */
export function timeline(digests: readonly Digest[], newestDays = 10): Timeline {
  const sightings = digests.map((one, index) => ({
    digest: one,
    sinceMs: NOW - (newestDays + index) * DAY,
  }));
  return timelineOf({ sightings, sourceNow: null, nowMs: NOW });
}

export function present(
  held: Digest,
  parts: Partial<Extract<MirrorView, { kind: 'present' }>> = {},
): MirrorView {
  return { kind: 'present', digest: held, lack: null, relation: UNRELATED, ...parts };
}

export const ABSENT: MirrorView = { kind: 'absent' };

export function mirror(name: string, state: Mirror['state'] = 'serving'): ComparedCell['mirror'] {
  return { name, state, place: { kind: 'registry', host: `${name}.example.com`, prefix: '' } };
}

export function cell(name: string, view: MirrorView, of = mirror(name)): ComparedCell {
  return { mirror: of, address: `${name}.example.com/library/redis:7.4`, view };
}

export function row(parts: Partial<ComparedRow> = {}): ComparedRow {
  return {
    name: 'docker.io/library/redis:7.4',
    at: { file: 'mirror.yaml', line: 12, column: 5 },
    tag: '7.4' as Tag,
    wanted: { kind: 'digest', digest: digest(1), by: 'lock' },
    source: { kind: 'serves', digest: digest(1) },
    locked: digest(1),
    allowRollback: false,
    timeline: timeline([digest(1), digest(2), digest(3)]),
    cells: [],
    ...parts,
  };
}
