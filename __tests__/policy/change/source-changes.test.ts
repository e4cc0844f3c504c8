import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReference } from '../../../src/oci/reference.ts';
import { sourceChanges } from '../../../src/policy/change/source-changes.ts';
import { explain } from '../../../src/policy/explain.ts';
import type { PolicyDocument } from '../../../src/policy/model.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';

const scope = fc.constantFrom(
  'a.example',
  'a.example/team',
  'a.example/team/app',
  'b.example:5000/x/y',
  'docker.io/library',
);
const mirror = fc.record({
  location: fc.constantFrom('m.example/one', 'n.example/two', 'a.example/team/copy', 'a.example/team/app'),
  pull: fc.constantFrom('all', 'digest-only', 'tag-only'),
  insecure: fc.boolean(),
});
const tables = fc.uniqueArray(
  fc.record({ scope, mirrors: fc.array(mirror, { maxLength: 3 }), blocked: fc.boolean() }),
  { selector: (table) => table.scope, maxLength: 4 },
);

const documents = tables.map((list): readonly PolicyDocument[] => {
  const text = list
    .map(({ scope: location, mirrors, blocked }) => {
      const lines = mirrors.map(
        (one) =>
          `[[registry.mirror]]\nlocation = "${one.location}"\npull-from-mirror = "${one.pull}"\ninsecure = ${one.insecure}\n`,
      );
      return `[[registry]]\nlocation = "${location}"\nblocked = ${blocked}\n${lines.join('')}`;
    })
    .join('\n');
  return readPolicy(text, 'registries.conf').documents;
});

const sketch = (changes: ReturnType<typeof sourceChanges>) =>
  changes.map(({ source, pull }) => `${pull} ${source}`).toSorted();

describe('sourceChanges', () => {
  test('finds nothing between equals, and the same sources both ways', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        expect(sourceChanges(after, after)).toEqual([]);
        expect(sketch(sourceChanges(before, after))).toEqual(sketch(sourceChanges(after, before)));
      }),
    );
  });

  test('says of a repository what explain says of it', () => {
    fc.assert(
      fc.property(documents, (after) => {
        for (const source of ['a.example/team/app', 'b.example:5000/x/y']) {
          const parsed = parseReference(source);
          if (!parsed.ok) throw new Error(parsed.why);
          const explained = explain(parsed.value, after).explanation['cri-o'];
          for (const { pull, after: places, ...change } of sourceChanges([], after)) {
            if (change.source === source) expect(places).toEqual(explained?.[pull]);
          }
        }
      }),
    );
  });

  test('every new place that answers for tags is told', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        for (const { pull, effects, source, ...change } of sourceChanges(before, after)) {
          const open = (places: typeof change.after) =>
            places.filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint);
          const added = open(change.after).filter(
            (one) => one !== source && !open(change.before).includes(one),
          );
          const told = effects.filter(({ kind }) => kind === 'new-tag-trust').map(({ endpoint }) => endpoint);
          expect(new Set(told)).toEqual(new Set(pull === 'tag' ? added : []));
        }
      }),
    );
  });

  test('takes no more time and room than what strangers bring deserves', () => {
    const conf = (tables: readonly string[]) => readPolicy(tables.join('\n'), 'registries.conf').documents;
    const wide = (order: 1 | -1) =>
      Array.from(
        { length: 12_000 },
        (_unused, at) => `[[registry.mirror]]\nlocation = "m.example/${order * at + 12_000}"`,
      );
    const narrow = Array.from(
      { length: 12_000 },
      (_unused, at) => `[[registry]]\nlocation = "a.example/${at}"`,
    );
    const startedAt = process.cpuUsage();
    const before = conf(['[[registry]]\nlocation = "a.example"', ...wide(1)]);
    expect(before).toHaveLength(1);
    expect(sourceChanges(before, conf(['[[registry]]\nlocation = "a.example"', ...wide(-1)]))).toHaveLength(
      2,
    );
    expect(sourceChanges(before, conf(narrow)).length).toBeGreaterThan(12_000);
    expect(process.cpuUsage(startedAt).user / 1e6).toBeLessThan(20);
  });
});
