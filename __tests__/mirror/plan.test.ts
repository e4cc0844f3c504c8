import { describe, expect, test } from '@jest/globals';
import type { LockFile } from '../../src/files/lockfile.ts';
import { History } from '../../src/mirror/history.ts';
import { IndexMemory } from '../../src/mirror/index-memory.ts';
import { makePlan } from '../../src/mirror/plan.ts';
import type { Proof } from '../../src/mirror/proofs.ts';
import { resolve } from '../../src/mirror/resolve.ts';
import type { Cell, Row, Seen } from '../../src/mirror/row.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { type Digest, shortDigest } from '../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { FaultyTarget, failure } from '../fakes/faulty-target.ts';
import { digestNumber } from '../fakes/report.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { lockOf, manifest, neverAborted, readFile, SOURCE, START_MS, World } from './world.ts';

const NAME = `${SOURCE}/app`;
const [WANTED, FOUND] = [digestNumber(1) as Digest, digestNumber(2) as Digest];
const proof: Proof = { kind: 'proven', depth: 'probe', atMs: START_MS };

function rootOf(digest: Digest): Descriptor {
  return { mediaType: OCI_MANIFEST, digest, size: 2 };
}

const present = (digest: Digest): Seen => ({ kind: 'present', root: rootOf(digest) });
const absent = (digest: Digest | null): Seen => ({
  kind: 'absent',
  root: digest === null ? null : rootOf(digest),
});

async function rowOf(image: string): Promise<Row> {
  const { rows } = await resolve(new World().context(manifest(['eu'], image)), neverAborted());
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

const tagged = (more = '') =>
  `  - { source: ${NAME}, tags: ["1@${WANTED}"], allowMirrorByTags: true${more} }`;
const digestOnly = `  - { source: ${NAME}, digests: ["${WANTED}"] }`;

interface Case {
  readonly image?: string;
  readonly row?: Partial<Row>;
  readonly cell?: Partial<Cell>;
  readonly history?: History;
  readonly lock?: LockFile | null;
  readonly indexes?: IndexMemory;
}

async function decide(one: Case) {
  const { image = tagged(), row = {}, cell = {} } = one;
  const { history = new History(), lock = null, indexes = new IndexMemory() } = one;
  const whole = await rowOf(image);
  const rows = [{ ...whole, ...row, cells: whole.cells.map((one) => ({ ...one, ...cell })) }];
  const age = { nowMs: START_MS, recheckAfterMs: 1, recheck: 'due' as const };
  const { steps, findings } = makePlan(rows, { history, lock, age, indexes });
  expect(steps).toHaveLength(1);
  expect(steps[0]?.reason).toEqual(expect.stringMatching(/./));
  const { action, reason } = steps[0] ?? {};
  return { action, reason, rules: findings.map(({ rule }) => `${rule}`), findings };
}

describe('nothing is done', () => {
  test('for a row with a problem, whatever the mirror has', async () => {
    const problem = { outcome: 'failed' as const, reason: 'gone' };
    for (const seen of [present(WANTED), absent(null), { kind: 'not-read' } as const])
      expect(await decide({ row: { problem }, cell: { seen, proof } })).toMatchObject({
        action: 'refuse',
        reason: 'gone',
        rules: [],
      });
  });

  test('for a row without a digest', async () => {
    expect((await decide({ row: { wanted: null } })).action).toBe('refuse');
  });

  test('on a mirror that cannot be read', async () => {
    const seen = { kind: 'unreadable' as const, error: failure('unavailable') };
    expect(await decide({ cell: { seen } })).toMatchObject({
      action: 'refuse',
      reason: expect.stringMatching(/mirror eu does not answer/),
    });
  });

  test('on a cache', async () => {
    const world = new World();
    const file = readFile(
      `version: 1\nmirrors: [{ name: eu, target: eu.example.com, kind: cache }]\nimages:\n${tagged()}\n`,
    );
    const context = world.context(file);
    const { rows } = await resolve(context, neverAborted());
    expect(makePlan(rows, context).steps.map(({ action }) => action)).toEqual(['skip']);
  });

  test('where the wanted root is there and proven, and so is what refers to it', async () => {
    const cell = { seen: present(WANTED), proof, wasProven: true, referrersDue: false };
    expect(await decide({ cell })).toMatchObject({ action: 'skip', rules: [] });
    expect(await decide({ image: digestOnly, cell })).toMatchObject({ action: 'skip', rules: [] });
  });
});

describe('what refers to an image that is there and proven is looked at', () => {
  test('where that was not proven, or no longer is', async () => {
    const cell = { seen: present(WANTED), proof, wasProven: true };
    expect(await decide({ cell })).toMatchObject({ action: 'attach', rules: [] });
  });

  test.each(['report', 'ignore'])('but not with referrers: %s', async (referrers) => {
    const cell = { seen: present(WANTED), proof, wasProven: true };
    const image = tagged(`, referrers: ${referrers}`);
    expect(await decide({ image, cell })).toMatchObject({ action: 'skip', rules: [] });
  });
});

test('a layout lists a proven root that no tag holds', async () => {
  const whole = await rowOf(digestOnly);
  const inner = whole.cells[0]?.target;
  if (inner === undefined) throw new Error('no target');
  const target = Object.assign(new FaultyTarget(inner, () => undefined), { holdsUntaggedRoots: true });
  const cell = { target, keepTag: null, seen: present(WANTED), proof, wasProven: true, referrersDue: false };
  expect((await decide({ image: digestOnly, cell })).action).toBe('retag');
  expect((await decide({ cell: { ...cell } })).action).toBe('skip');
});

describe('it is copied, which proves it', () => {
  test.each([
    ['where the mirror was not looked at', { seen: { kind: 'not-read' } as const }],
    ['where the mirror lacks it', { seen: absent(null) }],
    ['where it is there and was never proven', { seen: present(WANTED) }],
    ['where its proof is due', { seen: present(WANTED), wasProven: true }],
    ['where the tag is gone and the proof of its root is due', { seen: absent(WANTED), wasProven: true }],
  ])('%s', async (_name, cell) => {
    expect(await decide({ cell })).toMatchObject({ action: 'copy', rules: [] });
  });
});

describe('a mirror that does not say what it holds is written to, with its reason', () => {
  test.each(['denied', 'damaged'] as const)('%s', async (kind) => {
    const seen = { kind, error: failure('denied') };
    expect(await decide({ cell: { seen, proof, wasProven: true } })).toMatchObject({
      action: 'copy',
      reason: expect.stringMatching(
        kind === 'denied' ? /not say .*injected: denied/ : /not serve .*injected/,
      ),
      rules: [],
    });
  });
});

describe('the reason tells apart', () => {
  test('what was not looked at from what is not there', async () => {
    expect((await decide({ cell: { seen: { kind: 'not-read' } } })).reason).toMatch(/looked/);
    expect((await decide({ cell: { seen: absent(null) } })).reason).not.toMatch(/looked/);
  });

  test('a proof that is due from none', async () => {
    const seen = present(WANTED);
    expect((await decide({ cell: { seen, wasProven: true } })).reason).toMatch(/due/);
    expect((await decide({ cell: { seen } })).reason).toMatch(/has to be proven/);
  });

  test('a lost tag from a lost anchor', async () => {
    const cell = { seen: absent(WANTED) };
    expect((await decide({ cell })).reason).toMatch(/^tag 1 /);
    expect((await decide({ image: digestOnly, cell })).reason).toMatch(/^the anchor tag /);
  });
});

describe('a tag that is gone', () => {
  test.each([true, false])(
    'never stands on a remembered proof alone (referrers due: %s)',
    async (referrersDue) => {
      const cell = { seen: absent(WANTED), proof, wasProven: true, referrersDue };
      expect(await decide({ cell })).toMatchObject({ action: 'copy', rules: [] });
      expect(await decide({ image: digestOnly, cell })).toMatchObject({ action: 'copy', rules: [] });
    },
  );

  test('is copied anew and told where its proven root is gone too', async () => {
    const cell = { seen: absent(null), proof, wasProven: true };
    expect(await decide({ image: digestOnly, cell })).toMatchObject({
      action: 'copy',
      rules: ['untagged-lost'],
      findings: [{ mirror: 'eu', digest: WANTED, severity: 'error' }],
    });
  });
});

describe('a tag that points elsewhere', () => {
  const cell = { seen: present(FOUND) };

  test('is moved and told where nobody knows that digest', async () => {
    expect(await decide({ cell })).toMatchObject({
      action: 'copy',
      rules: ['tag-overwritten'],
      findings: [{ severity: 'warning', mirror: 'eu', digest: FOUND, source: `${NAME}:1` }],
    });
  });

  test('is moved and told where the source is known to have served others only', async () => {
    const history = new History();
    history.see(`${NAME}:1`, digestNumber(3) as Digest, 1);
    history.accept(`${NAME}:1`, WANTED);
    expect((await decide({ cell, history })).rules).toEqual(['tag-overwritten']);
  });

  test('is moved although the wanted root was proven there, under another tag', async () => {
    expect(await decide({ cell: { ...cell, proof, wasProven: true } })).toMatchObject({
      action: 'copy',
      rules: ['tag-overwritten'],
    });
  });

  test('is moved quietly where it is a child that index: omit kept of an index that was served', async () => {
    const platforms = [{ os: 'linux', architecture: 'amd64' }];
    const [kept, other] = [makeImage({ seed: 'kept' }), makeImage({ seed: 'other' })];
    const arm = makeImage({ seed: 'arm', platform: { os: 'linux', architecture: 'arm64' } });
    const served = makeIndex([kept, arm]);
    const history = new History();
    history.see(`${NAME}:1`, served.root.digest, 1);
    const memoryOf = ({ root: { mediaType, digest, bytes } }: ImageTree) => {
      const indexes = new IndexMemory();
      indexes.remember({ descriptor: { mediaType, digest, size: bytes.length }, bytes });
      return indexes;
    };
    const { image } = await rowOf(tagged());
    const omit = { image: { ...image, index: 'omit' as const, platforms } };
    const rules = async (row: Partial<Row>, indexes: IndexMemory, { root } = kept) =>
      (await decide({ cell: { ...cell, seen: present(root.digest) }, history, row, indexes })).rules;
    expect(await rules(omit, memoryOf(served))).toEqual([]);
    const both = {
      image: { ...omit.image, platforms: [...platforms, { os: 'linux', architecture: 'arm64' }] },
    };
    expect(await rules(both, memoryOf(served))).toEqual([]);
    expect(await rules(omit, memoryOf(served), other)).toEqual(['tag-overwritten']);
    expect(await rules(omit, new IndexMemory())).toEqual(['tag-overwritten']);
    expect(await rules({ image: { ...image, platforms } }, memoryOf(served))).toEqual(['tag-overwritten']);
  });

  test.each(['seen', 'accepted', 'accepted before', 'locked', 'locked before', 'served now'])(
    'is moved quietly where the source is known to have served it: %s',
    async (how) => {
      const history = new History();
      if (how === 'seen') history.see(`${NAME}:1`, FOUND, 1);
      if (how === 'accepted') history.accept(`${NAME}:1`, FOUND);
      if (how === 'accepted before')
        for (const digest of [FOUND, WANTED]) history.accept(`${NAME}:1`, digest);
      const locked = lockOf({ [`${NAME}:1`]: how === 'locked' ? FOUND : WANTED });
      const earlier = { digest: FOUND, since: '2026-01-01T00:00:00Z' };
      const tags = new Map([...locked.tags].map(([tag, entry]) => [tag, { ...entry, previous: [earlier] }]));
      const lock = how === 'locked before' ? { ...locked, tags } : how === 'locked' ? locked : null;
      const row = how === 'served now' ? { sourceNow: FOUND } : {};
      expect(await decide({ cell, history, lock, row })).toMatchObject({ action: 'copy', rules: [] });
    },
  );

  test('and never moves is refused and told', async () => {
    const image = tagged(', immutable: "^\\\\d+$"');
    expect(await decide({ image, cell })).toMatchObject({
      action: 'refuse',
      rules: ['tag-immutable'],
      findings: [{ severity: 'error', mirror: 'eu', digest: WANTED }],
      reason: expect.stringContaining(`is ${shortDigest(FOUND)}, wanted is ${shortDigest(WANTED)}`),
    });
    expect((await decide({ image, cell: { seen: absent(null) } })).action).toBe('copy');
    const proven = { seen: present(WANTED), proof, referrersDue: false };
    expect((await decide({ image, cell: proven })).action).toBe('skip');
    expect((await decide({ image: tagged(', immutable: "^v"'), cell })).action).toBe('copy');
  });

  test('is not what immutable speaks of where it is a keep tag', async () => {
    const image = `  - { source: ${NAME}, tags: ["1@${WANTED}"], immutable: "." }`;
    expect((await decide({ image, cell })).action).toBe('copy');
  });
});

test('steps are in the order of rows and mirrors', async () => {
  const world = new World();
  const file = manifest(['b', 'a'], `  - ${NAME}@${WANTED}\n  - ${SOURCE}/other@${FOUND}`);
  const context = world.context(file);
  const { rows } = await resolve(context, neverAborted());
  const names = makePlan(rows, context).steps.map(({ row, cell }) => `${row.repository} ${cell.mirror.name}`);
  expect(names).toEqual([`${NAME} b`, `${NAME} a`, `${SOURCE}/other b`, `${SOURCE}/other a`]);
});
