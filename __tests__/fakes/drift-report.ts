/** Reports of a drift over made-up mirrors, put together by the real stages: each kind of difference in turn. */

import { compareRows } from '../../src/mirror/drift/compare.ts';
import type { ComparedCell, ComparedRow, MirrorView } from '../../src/mirror/drift/compared.ts';
import { changesSince, LastStates } from '../../src/mirror/drift/last-states.ts';
import { timelineOf } from '../../src/mirror/drift/timeline.ts';
import type { CellOutcome, Row } from '../../src/mirror/row.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { assembleReport } from '../../src/report/assemble.ts';
import type { Report } from '../../src/report/model.ts';
import { NO_TRAFFIC } from '../../src/report/totals.ts';
import { readFile } from '../mirror/world.ts';

const DAY = 86_400_000;
export const DRIFT_NOW_MS = Date.UTC(2026, 10, 21, 2);

const FILE = readFile(`version: 1
mirrors:
  - { name: eu, target: registry.eu.example.com/mirror }
  - { name: us, target: us.example.com:5000 }
  - { name: asia, target: asia.example.com, state: filling }
  - { name: vault, target: "oci:./vault" }
images:
  - docker.io/library/redis:7.4
`);

const REPOSITORIES = [
  'docker.io/library/redis',
  'docker.io/library/alpine',
  'quay.io/prometheus/node-exporter',
  'ghcr.io/acme/app',
  'registry.k8s.io/pause',
];

/** What the mirrors hold, as ages (0 the newest) or other views; and whether the lock is behind. */
interface Kind {
  readonly views: readonly (number | MirrorView)[];
  readonly lock?: number;
  readonly before?: readonly (number | MirrorView)[];
}

const ABSENT: MirrorView = { kind: 'absent' };
const DOWN: MirrorView = { kind: 'unreadable', why: 'connect ETIMEDOUT 192.0.2.7:443', isTold: false };
const foreign = (relation: Extract<MirrorView, { kind: 'present' }>['relation']): MirrorView => ({
  kind: 'present',
  digest: sha('somebody else'),
  lack: null,
  relation,
});

/** The first is a rollback; with `differing` kinds only, none is in sync everywhere. */
const DIFFERING: readonly Kind[] = [
  { views: [0, 2, 0, 0], before: [0, 0, 0, 0] },
  { views: [0, ABSENT, 0, 0] },
  { views: [1, 1, 1, 1], lock: 1 },
  {
    views: [
      foreign({
        kind: 'partial',
        shape: 'single',
        isRewritten: false,
        has: ['linux/amd64'],
        missing: ['linux/arm64', 'linux/s390x'],
      }),
      0,
      0,
      0,
    ],
  },
  { views: [0, DOWN, 0, 0] },
  { views: [foreign({ kind: 'unrelated' }), 1, 3, 0], before: [foreign({ kind: 'unrelated' }), 0, 0, 0] },
  { views: [0, foreign({ kind: 'equivalent', by: 'diff-ids' }), 0, 0] },
];
const SAME: Kind = { views: [0, 0, 0, 0] };

function sha(text: string): Digest {
  return digestOf(Buffer.from(text));
}

export interface DriftReportOptions {
  readonly tags: number;
  /** The first so many differ. */
  readonly differing: number;
  /** Takes the place of every name. */
  readonly name?: (index: number) => string;
  /** Whether a run before is remembered. */
  readonly hasRunBefore?: boolean;
}

export function driftReport(options: DriftReportOptions): Report {
  const { tags, differing, hasRunBefore = true } = options;
  const kinds = Array.from({ length: tags }, (_unused, index) =>
    index < differing ? (DIFFERING[index % DIFFERING.length] ?? SAME) : SAME,
  );
  const clock = { nowMs: DRIFT_NOW_MS, maxLagMs: 26 * 3_600_000 };
  const nameOf = options.name ?? ((index) => `${REPOSITORIES[index % REPOSITORIES.length]}:7.${index}`);
  const compared = kinds.map((kind, index) => rowOf(nameOf(index), index, kind.views, kind.lock));
  const drift = compareRows(compared, clock);
  const last = new LastStates();
  if (hasRunBefore) {
    const earlier = kinds.map((kind, index) =>
      rowOf(nameOf(index), index, kind.before ?? kind.views, kind.lock),
    );
    last.note(compareRows(earlier, clock), DRIFT_NOW_MS - DAY);
  }
  const rows = compared.map(asRow);
  return assembleReport(
    {
      command: 'drift',
      startedAtMs: DRIFT_NOW_MS,
      endedAtMs: DRIFT_NOW_MS + 4_200,
      version: '0.1.0',
      run: null,
    },
    {
      file: FILE,
      lock: null,
      rows,
      outcomes: compared.flatMap((row, index) => row.cells.map((cell) => outcomeOf(cell, rows[index]))),
      findings: drift.findings,
      traffic: { ...NO_TRAFFIC, requests: tags * 5 },
      drift: {
        rows: new Map(drift.rows.map((row, index) => [rows[index] as Row, row])),
        changes: changesSince(drift, last, DRIFT_NOW_MS),
      },
      matches: () => false,
    },
  );
}

function rowOf(name: string, index: number, views: Kind['views'], lock = 0): ComparedRow {
  const versions = [0, 1, 2, 3].map((age) => sha(`${index}/${age}`));
  const sightings = versions.map((digest, age) => ({
    digest,
    sinceMs: DRIFT_NOW_MS - (0.2 + age * 9) * DAY,
  }));
  const wanted = versions[lock] as Digest;
  const cells = FILE.mirrors.map((mirror, at): ComparedCell => {
    const view = views[at] ?? ABSENT;
    return {
      mirror,
      address: `${mirror.target}/${name.split('/').slice(1).join('/')}`,
      view:
        typeof view === 'number'
          ? { kind: 'present', digest: versions[view] as Digest, lack: null, relation: { kind: 'unrelated' } }
          : view,
    };
  });
  return {
    name,
    at: { file: 'mirror.yaml', line: 12 + index, column: 5 },
    tag: `7.${index}` as Tag,
    wanted: { kind: 'digest', digest: wanted, by: 'lock' },
    source: { kind: 'serves', digest: versions[0] as Digest },
    locked: wanted,
    allowRollback: false,
    timeline: timelineOf({ sightings, sourceNow: versions[0] ?? null, nowMs: DRIFT_NOW_MS }),
    cells,
  };
}

/** As much of a row as a report reads. */
function asRow(compared: ComparedRow): Row {
  const { name, at, tag, wanted, source, locked } = compared;
  return {
    name,
    at,
    tag,
    sourceTags: [tag],
    wanted: wanted.kind === 'digest' ? wanted.digest : null,
    sourceNow: source.kind === 'serves' ? source.digest : null,
    locked,
    problem: null,
  } as unknown as Row;
}

function outcomeOf(cell: ComparedCell, row: Row | undefined): CellOutcome {
  const found = cell.view.kind === 'present' ? cell.view.digest : null;
  const seen = found === null ? { kind: 'absent', root: null } : { kind: 'present', root: { digest: found } };
  return {
    step: {
      row,
      cell: { mirror: cell.mirror, address: cell.address, seen, keepTag: null },
      action: 'skip',
      reason: '',
    },
    outcome: 'compared',
    reason: 'compared',
    found,
    complete: null,
    proof: null,
    bytes: 0,
    failure: null,
  } as unknown as CellOutcome;
}
