/** `verify --depth rootfs` on images that are wrong in themselves: each fault is one finding, all in one run. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report, ReportFinding } from '../../src/report/model.ts';
import {
  makeBrokenConfig,
  makeCorruptLayer,
  makeDiffIdMismatch,
  makeDuplicateKeys,
  makeExpandingLayer,
  makeGzipCalledTar,
  makeLayerCountMismatch,
  makePlatformMismatch,
  makeTruncatedLayer,
  makeWrongChildSize,
  makeWrongLayerSize,
  makeZstdCalledGzip,
} from '../fixtures/broken-images.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { makeOddImage, makeOddIndex, makeSchema1 } from '../fixtures/runtime-images.ts';
import { makeArtifact, makeBuildCache } from '../fixtures/unusual-images.ts';
import { type OddRegistry, startOddRegistry } from '../servers/odd-registry.ts';
import type { RawRepository } from '../servers/raw-registry.ts';
import { makeWorkspace, type ReportedRun, rowsOf, type Workspace } from './workspace.ts';

interface Case extends RawRepository {
  /** `rule severity` of every finding. */
  readonly findings: readonly string[];
  readonly outcome: 'complete' | 'incomplete' | 'compared';
  /** What its message says. */
  readonly says?: RegExp;
}

const MEDIA = 'application/vnd.oci.image.layer';
const complete = (tree: Case['tree'], findings: Case['findings'], says?: RegExp): Case => ({
  tree,
  findings,
  outcome: 'complete',
  ...(says === undefined ? {} : { says }),
});
const broken = (tree: Case['tree'], findings: Case['findings'], says?: RegExp): Case => ({
  ...complete(tree, findings, says),
  outcome: 'incomplete',
});

const CASES: Readonly<Record<string, Case>> = {
  sound: complete(makeIndex([makeImage({ seed: 'sound' })], { attestations: true }), []),
  'diff-id': broken(makeDiffIdMismatch('diff-id'), ['diff-id-mismatch error'], /layer 1 of 1 .* unpacks to/),
  count: broken(makeLayerCountMismatch('count'), ['diff-id-mismatch error'], /2 layers, the config 1 diff/),
  'gzip-called-tar': complete(makeGzipCalledTar('gct'), ['media-type-mismatch error'], /gzip/),
  'zstd-called-gzip': complete(makeZstdCalledGzip('zcg'), ['media-type-mismatch error'], /zstd/),
  truncated: broken(
    makeTruncatedLayer('cut'),
    ['layer-undecodable error'],
    /layer 1 of the image .*ends in the middle/,
  ),
  corrupt: broken(makeCorruptLayer('corrupt'), ['layer-undecodable error'], /corrupt/),
  expanding: broken(makeExpandingLayer('bomb'), ['layer-undecodable error'], /more than 4\.0 GiB/),
  'broken-config': broken(
    makeBrokenConfig('config'),
    ['manifest-unparsable error'],
    /config of the image .* cannot be used: it is not valid JSON/,
  ),
  platform: complete(makePlatformMismatch('platform'), ['platform-mismatch warning'], /arm64 by the index/),
  'child-size': broken(makeWrongChildSize('child-size'), ['manifest-size-mismatch error'], /bytes where/),
  'layer-size': broken(makeWrongLayerSize('layer-size'), ['blob-size-mismatch error']),
  'duplicate-keys': broken(makeDuplicateKeys('keys'), ['manifest-ambiguous error'], /layers/),
  ambiguous: broken(makeOddImage({ seed: 'both', fields: { manifests: [] } }), ['manifest-ambiguous error']),
  'octet-stream': complete(makeOddImage({ seed: 'octet', configType: 'application/octet-stream' }), [
    'config-octet-stream warning',
  ]),
  'unknown-layer': complete(
    makeOddImage({ seed: 'unknown', layerType: 'application/vnd.example.layer+gzip' }),
    ['media-type-unknown note'],
    /vnd\.example\.layer/,
  ),
  encrypted: complete(makeOddImage({ seed: 'encrypted', layerType: `${MEDIA}.v1.tar+gzip+encrypted` }), [
    'encrypted-layer note',
  ]),
  foreign: complete(
    makeOddImage({
      seed: 'foreign',
      layerType: `${MEDIA}.nondistributable.v1.tar+gzip`,
      layersElsewhere: true,
    }),
    ['foreign-layer note'],
  ),
  nested: complete(makeOddIndex([makeIndex([makeImage({ seed: 'nested' })])]), ['nested-index note']),
  schema1: {
    tree: makeSchema1('one', { signed: false }),
    findings: ['schema1-manifest warning'],
    outcome: 'compared',
  },
  'schema1-signed': {
    tree: makeSchema1('two', { signed: true }),
    findings: ['schema1-manifest warning'],
    outcome: 'compared',
  },
  artifact: complete(makeArtifact('artifact'), ['media-type-unknown note']),
  'build-cache': complete(makeBuildCache('cache'), []),
  'served-json': {
    ...complete(makeImage({ seed: 'served' }), ['media-type-mismatch error'], /application\/json/),
    servedType: 'application/json',
  },
};
const NAMES = Object.keys(CASES);

const nameOf = (source: string | null): string => /\/content\/([^:@]+)/.exec(source ?? '')?.[1] ?? '';
const findingsFor = (report: Report, name: string): readonly ReportFinding[] =>
  report.findings.filter(({ source }) => nameOf(source) === name);

describe('verify --depth rootfs of images that are wrong in themselves', () => {
  let odd: OddRegistry;
  let workspace: Workspace;
  let run: ReportedRun;

  const manifest = (names: readonly string[]): void =>
    workspace.manifest({
      mirrors: [{ name: 'odd', target: odd.host }],
      images: names.map((name) => `example.test/content/${name}:1@${CASES[name]?.tree.root.digest}`),
    });

  beforeAll(async () => {
    odd = await startOddRegistry(
      Object.fromEntries(Object.entries(CASES).map(([name, repository]) => [`content/${name}`, repository])),
    );
    workspace = makeWorkspace();
    manifest(NAMES);
    run = await workspace.run('verify', '--depth', 'rootfs', '--html', 'report.html');
  });

  test.each(NAMES)('%s', (name) => {
    const wanted = CASES[name];
    const found = findingsFor(run.report, name);
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(wanted?.findings);
    for (const { help, message } of found) {
      expect(help.length).toBeGreaterThan(20);
      expect(help).not.toContain('See docs/findings.md');
      expect(message).toMatch(/sha256:[0-9a-f]{12}/);
      if (wanted?.says !== undefined) expect(message).toMatch(wanted.says);
    }
    const [row] = rowsOf(run.report).filter(({ source }) => nameOf(source) === name);
    expect(row).toMatchObject({
      outcome: wanted?.outcome,
      complete: { complete: true, incomplete: false, compared: null }[wanted?.outcome ?? 'compared'],
    });
  });

  test('it ends with 1, and tells nothing that belongs to no image', () => {
    expect(run.code).toBe(1);
    expect(run.report.findings.filter(({ source }) => nameOf(source) === '')).toEqual([]);
    expect(run.report.totals.incomplete).toBe(
      Object.values(CASES).filter(({ outcome }) => outcome === 'incomplete').length,
    );
  });

  test('an image whose config is called octet-stream is unpacked like any other', () => {
    const [row] = rowsOf(run.report).filter(({ source }) => nameOf(source) === 'octet-stream');
    expect(row?.fileSystems).toMatchObject([{ manifest: CASES['octet-stream']?.tree.root.digest }]);
    expect(row?.fileSystems?.[0]?.chainId).toMatch(/^sha256:/);
  });

  test('what could not be looked into is not counted as complete', async () => {
    expect(run.stderr).toMatch(new RegExp(`^odd +${NAMES.length} +12 +10 `, 'm'));
  });

  test('a repair does not try to mend what bringing it anew would not mend', async () => {
    odd.forget();
    const wrong = NAMES.filter((name) => CASES[name]?.outcome === 'incomplete');
    const mendable = ['layer-size'];
    manifest(wrong.filter((name) => !mendable.includes(name)));
    const repair = await workspace.run('verify', '--depth', 'rootfs', '--repair');
    expect(repair.code).toBe(1);
    expect(odd.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
    expect(repair.report.findings.filter(({ help }) => /at rest/.test(help))).toEqual([]);
  });
});
