import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { type Digest, shortDigest } from '../../src/oci/digest.ts';
import { DOCKER_LAYER_FOREIGN, IN_TOTO, OCI_LAYER } from '../../src/oci/media-type.ts';
import { rootfsLayers, rootfsProblems } from '../../src/oci/rootfs.ts';
import { blob, digestFor } from './documents.ts';

const A = blob('a');
const B = blob('b');
const FOREIGN = { ...blob('f', DOCKER_LAYER_FOREIGN), urls: ['https://example.com/f'] };
const NOTE = blob('note', 'application/vnd.example.note');

const diffIdOf = ({ digest }: Descriptor): Digest => digestFor(`content of ${digest}`);
const foundIn = (...layers: readonly Descriptor[]): ReadonlyMap<Digest, Digest> =>
  new Map(layers.map((layer) => [layer.digest, diffIdOf(layer)]));
const configWith = (diffIds: readonly Digest[], historyLayers: number | null = null) => ({
  platform: null,
  diffIds,
  historyLayers,
});

describe('rootfsProblems', () => {
  test('there are none in a right image, with duplicates, foreign and encrypted layers', () => {
    const secret = blob('secret', `${OCI_LAYER}+gzip+encrypted`);
    const layers = [A, FOREIGN, B, A, secret];
    const found = new Map([...foundIn(A, B), [secret.digest, digestFor('ciphertext')]]);
    expect(rootfsProblems(layers, configWith(layers.map(diffIdOf), 5), found)).toEqual([]);
  });

  test('names layer, position, found and wanted', () => {
    const wanted = digestFor('wanted');
    const problems = rootfsProblems([A, B], configWith([diffIdOf(A), wanted]), foundIn(A, B));
    expect(problems).toEqual([
      {
        kind: 'diff-id',
        layer: B,
        position: 1,
        wantedDiffId: wanted,
        found: diffIdOf(B),
        why:
          `layer 2 of 2 (${shortDigest(B.digest)}) unpacks to ${shortDigest(diffIdOf(B))}, ` +
          `the config wants ${shortDigest(wanted)}`,
      },
    ]);
  });

  test('a duplicate layer is judged at each of its positions', () => {
    const problems = rootfsProblems([A, A], configWith([diffIdOf(A), diffIdOf(B)]), foundIn(A));
    expect(problems).toMatchObject([{ kind: 'diff-id', position: 1 }]);
  });

  test('swapped diff IDs are two problems', () => {
    const problems = rootfsProblems([A, B], configWith([diffIdOf(B), diffIdOf(A)]), foundIn(A, B));
    expect(problems).toMatchObject([{ position: 0 }, { position: 1 }]);
  });

  test('a wrong number of diff IDs is one problem, whatever the layers hold', () => {
    expect(rootfsProblems([A, NOTE], configWith([]), foundIn(A, NOTE))).toEqual([
      {
        kind: 'layer-count',
        layers: 2,
        diffIds: 0,
        why: 'the manifest lists 2 layers (1 of them of a layer type), the config 0 diff IDs',
      },
    ]);
    expect(rootfsProblems([A], configWith([diffIdOf(A), diffIdOf(B)]), foundIn(A))).toMatchObject([
      { kind: 'layer-count', layers: 1, diffIds: 2 },
    ]);
  });

  test('history that made another number of layers is a problem of its own', () => {
    expect(rootfsProblems([A], configWith([diffIdOf(A)], 2), foundIn(A))).toMatchObject([
      { kind: 'history-count', historyLayers: 2, diffIds: 1 },
    ]);
  });

  test('a diff ID of another algorithm is not judged', () => {
    const wanted = `sha512:${'a'.repeat(128)}` as Digest;
    expect(rootfsProblems([A], configWith([wanted]), foundIn(A))).toEqual([]);
  });

  test('finds exactly the layers whose content is another', () => {
    const image = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), isWrong: fc.boolean() }));
    fc.assert(
      fc.property(image, (parts) => {
        const layers = parts.map(({ name }) => blob(name));
        const diffIds = parts.map(({ isWrong }, index) => {
          return isWrong ? digestFor('wrong') : diffIdOf(layers[index] ?? A);
        });
        const problems = rootfsProblems(layers, configWith(diffIds), foundIn(...layers));
        const positions = parts.flatMap(({ isWrong }, index) => (isWrong ? [index] : []));
        expect(problems.map((problem) => problem.kind === 'diff-id' && problem.position)).toEqual(positions);
      }),
    );
  });
});

describe('rootfsLayers', () => {
  test('leaves out what a runtime does not unpack, where the numbers say so', () => {
    expect(rootfsLayers([NOTE, A, B], [diffIdOf(A), diffIdOf(B)])).toMatchObject([
      { layer: A, position: 1, wantedDiffId: diffIdOf(A) },
      { layer: B, position: 2, wantedDiffId: diffIdOf(B) },
    ]);
  });

  test('takes all layers of an attestation or a signature', () => {
    const statement = blob('statement', IN_TOTO);
    expect(rootfsLayers([statement], [digestFor('x')])).toMatchObject([{ layer: statement, position: 0 }]);
  });

  test('of no layers', () => {
    expect(rootfsLayers([], [])).toEqual([]);
    expect(rootfsLayers([NOTE], [])).toEqual([]);
  });
});
