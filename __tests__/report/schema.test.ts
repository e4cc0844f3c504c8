import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { Report } from '../../src/report/model.ts';
import { reportSchema } from '../../src/report/schema.ts';

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only while the schema and the model are the same type. */
const same: Same<Frozen<z.infer<typeof reportSchema>>, Frozen<Report>> = true;

const REPORT: Report = {
  version: 1,
  command: 'sync',
  ok: true,
  startedAt: '2026-11-21T02:00:00Z',
  durationMs: 0,
  tool: { version: '0.1.0' },
  run: null,
  inputs: { manifest: { path: 'mirror.yaml', sha256: '0'.repeat(64) }, lock: null, policies: [] },
  depth: null,
  totals: {
    images: 1,
    steps: 1,
    copied: 1,
    upToDate: 0,
    repaired: 0,
    planned: 0,
    refused: 0,
    deferred: 0,
    failed: 0,
    complete: 0,
    incomplete: 0,
    compared: 0,
    requests: 9,
    sourceBytes: 1,
    siblingBytes: 0,
    mirrorBytes: 1,
    checkedBytes: 0,
    mountedBlobs: 0,
    rereads: 0,
    errors: 0,
    warnings: 0,
    notes: 0,
  },
  mirrors: [],
  comparedWith: null,
  explain: null,
  policyChanges: null,
  generated: null,
  images: [],
  lockChanges: [
    {
      source: 'docker.io/library/redis:7.4',
      change: 'moved',
      before: {
        digest: `sha256:${'1'.repeat(64)}`,
        since: '2026-11-11T02:00:00Z',
        created: '2026-11-10T00:00:00Z',
        bytes: 1,
        platforms: ['linux/amd64'],
      },
      after: null,
      platformsAdded: [],
      platformsRemoved: null,
      layers: { total: 3, changed: 1 },
      unread: null,
    },
  ],
  findings: [],
  error: null,
};

test('the schema of the report is the model, and fields may be added', () => {
  expect(same).toBe(true);
  expect(reportSchema.safeParse(REPORT).success).toBe(true);
  expect(reportSchema.safeParse({ ...REPORT, more: {} }).success).toBe(true);
  expect(reportSchema.safeParse({ ...REPORT, ok: 'yes' }).success).toBe(false);
});
