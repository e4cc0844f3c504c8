/** Which runtimes the table says cannot pull or run what: row by row, against what was seen, and whatever is given. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CAUSES, type RuntimeCause } from '../../../../src/mirror/verify/runtimes/cause.ts';
import { findCauses } from '../../../../src/mirror/verify/runtimes/find-causes.ts';
import { type RuntimeProblem, runtimeProblems } from '../../../../src/mirror/verify/runtimes/problems.ts';
import { REMEDIES, remedyOf } from '../../../../src/mirror/verify/runtimes/remedy.ts';
import type { RuntimeRow } from '../../../../src/mirror/verify/runtimes/runtime-row.ts';
import { RUNTIME_ROWS, rangeOfRow } from '../../../../src/mirror/verify/runtimes/table.ts';
import {
  formatVersion,
  parseRuntime,
  RUNTIME_NAMES,
  type Runtime,
  type RuntimeName,
  type RuntimeVersion,
  rangesOverlap,
} from '../../../../src/oci/runtime.ts';
import { RUNTIME_CASES, type RuntimeCaseName } from '../../../fixtures/runtime-cases.ts';
import { OBSERVED_RUNTIMES, type Observed, observed } from '../../../fixtures/runtime-observations.ts';
import { CASE_OF_CAUSE } from './case-of-cause.ts';
import { walkedTree } from './walked-tree.ts';

const names = Object.keys(RUNTIME_CASES) as RuntimeCaseName[];
const walked = new Map(names.map((name) => [name, walkedTree(RUNTIME_CASES[name])]));

function problems(name: RuntimeCaseName, ...runtimes: readonly string[]): readonly RuntimeProblem[] {
  return runtimeProblems(walked.get(name) ?? [], runtimes.map(runtime));
}

/** `cause effect`, the short form. */
function told(name: RuntimeCaseName, ...runtimes: readonly string[]): readonly string[] {
  return problems(name, ...runtimes).map(({ cause, effect }) => `${cause} ${effect}`);
}

function runtime(text: string): Runtime {
  const parsed = parseRuntime(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

describe('the causes', () => {
  test.each(CAUSES)('%s is found in an image that has it', (cause) => {
    const found = findCauses(walked.get(CASE_OF_CAUSE[cause]) ?? []);
    expect(found.map((each) => each.cause)).toContain(cause);
  });

  test.each<RuntimeCaseName>(['oci', 'docker', 'oci-index', 'no-media-type-oci', 'served-parameters'])(
    'none is found in %s',
    (name) => {
      expect(findCauses(walked.get(name) ?? [])).toEqual([]);
    },
  );

  test.each<RuntimeCaseName>(['helm', 'wasm', 'signature', 'artifact-empty-config'])(
    '%s is an artifact and nothing else',
    (name) => {
      expect(findCauses(walked.get(name) ?? []).map(({ cause }) => cause)).toEqual(['artifact']);
    },
  );

  test('an artifact that is served with a generic type is still only an artifact', () => {
    const served = walkedTree({ ...RUNTIME_CASES.helm, servedType: 'application/json' });
    expect(findCauses(served).map(({ cause }) => cause)).toEqual(['artifact']);
  });

  test('the manifest that has it is named', () => {
    const { tree } = RUNTIME_CASES['octet-config-in-index'];
    const [child] = tree.manifests;
    expect(problems('octet-config-in-index', 'containerd@1.7')).toMatchObject([{ digests: [child?.digest] }]);
  });

  test('a child that is too large to be read is known from its index', () => {
    const [root] = walked.get('oci-index') ?? [];
    if (root?.content.kind !== 'node' || root.content.node.kind !== 'index') throw new Error('no index');
    const node = root.content.node;
    const children = node.children.map((child) => ({
      ...child,
      descriptor: { ...child.descriptor, size: 5 * 1024 * 1024 },
    }));
    const image = [{ ...root, content: { kind: 'node', node: { ...node, children } } } as const];
    expect(runtimeProblems(image, [runtime('podman@5')])).toMatchObject([
      { cause: 'manifest-over-4-mib', digests: children.map(({ descriptor }) => descriptor.digest) },
    ]);
  });
});

describe('each row', () => {
  const rows = RUNTIME_ROWS.map((row) => [`${row.cause}: ${nameOf(row)}`, row] as const);

  test.each(rows)('%s holds inside its range', (_, row) => {
    for (const version of insideOf(row)) {
      const found = problems(CASE_OF_CAUSE[row.cause], `${row.runtime}@${formatVersion(version)}`);
      const own = found.filter(({ cause }) => cause === row.cause);
      expect({ version, effects: own.map(({ effect }) => effect) }).toEqual({
        version,
        effects: [row.effect],
      });
      expect(own[0]?.reasons.some((reason) => reason.endsWith(row.note))).toBe(true);
    }
  });

  test.each(rows.filter(([, row]) => outsideOf(row).length > 0))('%s does not hold outside', (_, row) => {
    for (const version of outsideOf(row)) {
      const text = `${row.runtime}@${formatVersion(version)}`;
      const others = RUNTIME_ROWS.filter(
        (other) =>
          other.cause === row.cause &&
          other.runtime === row.runtime &&
          rangesOverlap(rangeOfRow(other), runtime(text)),
      );
      expect(others).not.toContain(row);
      const effects = problems(CASE_OF_CAUSE[row.cause], text).filter(({ cause }) => cause === row.cause);
      expect({ text, count: effects.length }).toEqual({ text, count: Math.min(1, others.length) });
    }
  });

  test.each(rows)('%s is not told of another runtime', (_, row) => {
    const others = RUNTIME_NAMES.filter(
      (name) => !RUNTIME_ROWS.some((other) => other.cause === row.cause && other.runtime === name),
    );
    // docker@29 and later speaks for both of its stores, and is left out by asking for 28.
    const texts = others.map((name) => `${name}@28`);
    const image = CASE_OF_CAUSE[row.cause];
    expect(problems(image, ...texts).filter(({ cause }) => cause === row.cause)).toEqual([]);
  });

  test('is the only one of its cause and runtime for any release', () => {
    for (const [index, row] of RUNTIME_ROWS.entries()) {
      const others = RUNTIME_ROWS.slice(index + 1).filter(
        (other) => other.cause === row.cause && other.runtime === row.runtime,
      );
      expect(others.filter((other) => rangesOverlap(rangeOfRow(other), rangeOfRow(row)))).toEqual([]);
    }
  });

  test('of containers/image is there for CRI-O and for Podman', () => {
    const causesOf = (name: RuntimeName) =>
      RUNTIME_ROWS.filter((row) => row.runtime === name).map((row) => `${row.cause} ${row.effect}`);
    expect(causesOf('cri-o')).toEqual(causesOf('podman'));
  });

  test('has a reason, a source and a range that is not empty', () => {
    for (const row of RUNTIME_ROWS) {
      expect(row.note).toMatch(/^[a-z].{10,}[^.]$/);
      expect(row.source).not.toBe('');
      expect({ row, overlaps: rangesOverlap(rangeOfRow(row), rangeOfRow(row)) }).toEqual({
        row,
        overlaps: true,
      });
    }
  });

  test.each(
    RUNTIME_ROWS.flatMap((row) => (row.seen ?? []).map((version) => [`${row.runtime}@${version}`, row])),
  )('%s was seen and is in its range: %p', (text, row) => {
    expect(OBSERVED_RUNTIMES).toContain(text);
    expect(rangesOverlap(rangeOfRow(row as RuntimeRow), runtime(text as string))).toBe(true);
  });
});

describe('what was seen', () => {
  const seen = OBSERVED_RUNTIMES.flatMap((text) => names.map((name) => [text, name] as const));

  test.each(seen)('%s and %s agree with the table', (text, name) => {
    const effect = problems(name, text)[0]?.effect ?? 'none';
    expect(compatible(name, observed(name, text))).toContain(effect);
  });
});

/** Effects that agree with what was seen. */
function compatible(name: RuntimeCaseName, what: Observed): readonly string[] {
  // Layouts serve no type, so that a registry which serves none cannot be told from one.
  if (name === 'served-nothing') return ['none'];
  // Under the config of an image containerd makes a container of a signature: an empty one.
  if (name === 'signature' && what === 'runs') return ['cannot-run'];
  return { runs: ['none', 'needs'], 'cannot-run': ['cannot-run'], refused: ['cannot-pull', 'needs'] }[what];
}

describe('versions', () => {
  test.each([
    ['octet-config-docker', 'containerd@1.3', []],
    ['octet-config-docker', 'containerd@1.7', ['legacy-config-docker cannot-pull']],
    ['octet-config-docker', 'containerd@2.0', ['legacy-config-docker cannot-pull']],
    ['octet-config-docker', 'containerd@2.1', ['legacy-config-docker cannot-run']],
    ['octet-config-docker', 'containerd@2', ['legacy-config-docker cannot-pull']],
    ['octet-config-docker', 'cri-o@1.30', []],
    ['octet-config-oci', 'cri-o@1.30', ['legacy-config-oci cannot-pull']],
    ['octet-config-docker', 'docker@28', []],
    ['octet-config-docker', 'docker@29', ['legacy-config-docker cannot-pull']],
    ['octet-config-docker', 'docker-containerd@28', ['legacy-config-docker cannot-pull']],
    ['schema1-signed', 'containerd@1.7', []],
    ['schema1-signed', 'containerd@2.1', ['schema1-signed cannot-pull']],
    ['schema1-signed', 'docker@25', []],
    ['schema1-signed', 'docker@26', ['schema1-signed cannot-pull']],
    ['zstd-oci', 'containerd@1.4', ['zstd-layer-oci cannot-pull']],
    ['zstd-oci', 'containerd@1.5', []],
    ['zstd-docker', 'podman@5.6', ['zstd-layer-docker cannot-pull']],
    ['zstd-docker', 'podman@5.7', []],
    ['zstd-docker', 'podman@5', ['zstd-layer-docker cannot-pull']],
    ['ambiguous-index', 'containerd@1.5.7', []],
    ['ambiguous-index', 'containerd@1.5', ['ambiguous-document cannot-pull']],
    ['encrypted', 'docker@28', ['encrypted-layers cannot-pull']],
    ['encrypted', 'podman@5', ['encrypted-layers needs']],
    ['helm', 'containerd@1.7.6', ['artifact cannot-pull']],
    ['helm', 'containerd@1.7.7', ['artifact cannot-run']],
  ] as const)('%s for %s', (name, text, expected) => {
    expect(told(name, text)).toEqual(expected);
  });

  test('runtimes of one cause and effect are one problem, and two effects are two', () => {
    const found = problems('octet-config-oci', 'cri-o@1.30', 'containerd@2.1', 'containerd@1.7', 'docker@28');
    expect(found.map(({ effect, runtimes }) => ({ effect, runtimes }))).toEqual([
      { effect: 'cannot-pull', runtimes: ['cri-o@1.30', 'containerd@1.7'] },
      { effect: 'cannot-run', runtimes: ['containerd@2.1'] },
    ]);
    expect(found[0]?.reasons).toHaveLength(2);
  });

  test('an artifact on purpose is a note, and so is what is only needed', () => {
    const levels = (name: RuntimeCaseName) =>
      problems(name, 'containerd@2.1', 'podman@5').map(({ level }) => level);
    expect(levels('helm')).toEqual(['note', 'note']);
    expect(levels('artifact-manifest')).toEqual(['note']);
    expect(levels('build-cache')).toEqual(['note']);
    expect(levels('encrypted')).toEqual(['note']);
    expect(levels('octet-config-oci')).toEqual(['error', 'error']);
  });
});

describe('whatever is given', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(40), fc.nat(40));
  const anyRuntime = fc
    .tuple(fc.constantFrom(...RUNTIME_NAMES), version, fc.integer({ min: 1, max: 3 }))
    .map(([name, numbers, precision]) => runtime(`${name}@${numbers.slice(0, precision).join('.')}`));
  const runtimes = fc.array(anyRuntime, { maxLength: 6 });
  const image = fc
    .array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
    .map((chosen) => chosen.flatMap((name) => walked.get(name) ?? []));
  const key = ({ cause, effect }: RuntimeProblem) => `${cause} ${effect}`;

  test('one more runtime never takes a problem away', () => {
    fc.assert(
      fc.property(image, runtimes, anyRuntime, (manifests, some, more) => {
        const before = runtimeProblems(manifests, some);
        const after = new Map(runtimeProblems(manifests, [...some, more]).map((each) => [key(each), each]));
        for (const problem of before) {
          expect(after.get(key(problem))?.runtimes).toEqual(expect.arrayContaining([...problem.runtimes]));
        }
      }),
    );
  });

  test('the order of runtimes changes only the order in which they are named', () => {
    const plain = (found: readonly RuntimeProblem[]) =>
      found.map((problem) => ({ ...problem, runtimes: [...problem.runtimes].sort() }));
    fc.assert(
      fc.property(image, runtimes, (manifests, some) => {
        const reversed = runtimeProblems(manifests, [...some].reverse());
        expect(plain(reversed)).toEqual(plain(runtimeProblems(manifests, some)));
      }),
    );
  });

  test('a wider version has every problem of a narrower one, or a worse one', () => {
    const severity = { 'cannot-pull': 2, 'cannot-run': 1, needs: 0 };
    fc.assert(
      fc.property(
        image,
        fc.constantFrom(...RUNTIME_NAMES),
        version,
        (manifests, name, [major, minor, patch]) => {
          const wide = runtimeProblems(manifests, [runtime(`${name}@${major}`)]);
          for (const problem of runtimeProblems(manifests, [runtime(`${name}@${major}.${minor}.${patch}`)])) {
            const wider = wide.find(({ cause }) => cause === problem.cause);
            expect(severity[wider?.effect ?? 'needs']).toBeGreaterThanOrEqual(severity[problem.effect]);
            expect(wider).toBeDefined();
          }
        },
      ),
    );
  });

  test('problems of one remedy stand together', () => {
    fc.assert(
      fc.property(image, runtimes, (manifests, some) => {
        const order = runtimeProblems(manifests, some).map(({ remedy }) =>
          Object.keys(REMEDIES).indexOf(remedy),
        );
        expect(order).toEqual([...order].sort((one, other) => one - other));
      }),
    );
  });

  test('no runtimes, no problems', () => {
    for (const name of names) expect(problems(name)).toEqual([]);
  });
});

test('every remedy is one of a cause', () => {
  const used = new Set(CAUSES.map((cause: RuntimeCause) => remedyOf(cause)));
  expect([...used].sort()).toEqual(Object.keys(REMEDIES).sort());
});

function nameOf({ runtime: name, since, before }: RuntimeRow): string {
  return `${name} ${since === undefined ? '' : formatVersion(since)}…${before === undefined ? '' : formatVersion(before)}`;
}

/** The first and the last release of a row, or ones far off where it has no such end. */
function insideOf({ since, before }: RuntimeRow): readonly RuntimeVersion[] {
  return [since ?? [0, 1, 0], before === undefined ? [28, 9, 9] : releaseBefore(before)];
}

function outsideOf({ since, before }: RuntimeRow): readonly RuntimeVersion[] {
  return [...(since === undefined ? [] : [releaseBefore(since)]), ...(before === undefined ? [] : [before])];
}

/** Some release before one, far enough along its line. */
function releaseBefore([major, minor, patch]: RuntimeVersion): RuntimeVersion {
  if (patch > 0) return [major, minor, patch - 1];
  return minor > 0 ? [major, minor - 1, 99] : [major - 1, 99, 99];
}
