/** `verify` of a mirror that is an OCI layout directory, whose files were deleted, cut and flipped. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { writeLayout } from '../fixtures/layout.ts';
import { type OddRegistry, startOddRegistry } from '../servers/odd-registry.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { expectExit, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const NAME = 'team/app';
const TREE = makeIndex(
  [
    makeImage({ seed: 'vault', layerBytes: 5_000 }),
    makeImage({ seed: 'vault/arm', platform: { os: 'linux', architecture: 'arm64' } }),
  ],
  { attestations: true },
);
const LAYER = biggestOf(TREE);
const CHILD = TREE.manifests[0]?.digest ?? TREE.root.digest;
const DEPTHS = ['manifests', 'exists', 'probe', 'content', 'rootfs'] as const;

function biggestOf({ blobs }: ImageTree): Digest {
  const [first] = [...blobs].sort(([, one], [, other]) => other.length - one.length);
  if (first === undefined) throw new Error('no blobs');
  return first[0];
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  deleted: (path) => rmSync(path),
  cut: (path) => truncateSync(path, 30),
  flipped: flip,
};

describe('verify of an OCI layout', () => {
  let workspace: Workspace;
  let source: OddRegistry;

  const file = (digest: string): string => workspace.path('vault', 'blobs', digest.replace(':', '/'));

  beforeEach(async () => {
    workspace = makeWorkspace();
    source = await startOddRegistry({ [NAME]: { tree: TREE } });
    writeLayout(workspace.path('vault'), `${NAME}@${TREE.root.digest}`, TREE);
    workspace.manifest({
      mirrors: [{ name: 'vault', target: 'oci:./vault' }],
      images: [`${source.host}/${NAME}:1@${TREE.root.digest}`],
    });
  });

  test.each(DEPTHS)('finds a sound one complete at depth %s and asks nobody else', async (depth) => {
    const run = await workspace.run('verify', '--depth', depth);
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([{ outcome: 'complete', proof: { depth } }]);
    expect(run.report.findings).toEqual([]);
    expect(source.requests).toEqual([]);
  });

  test.each([
    ['deleted', 'blob-missing', 'exists'],
    ['cut', 'blob-size-mismatch', 'exists'],
    ['flipped', 'blob-digest-mismatch', 'content'],
  ])('a %s blob is %s from depth %s on, and repaired from the source', async (how, rule, depth) => {
    DAMAGES[how]?.(file(LAYER));
    const run = await workspace.run('verify', '--depth', depth);
    expectExit(run, 1);
    expect(run.report.findings).toMatchObject([{ rule, severity: 'error', digest: LAYER, mirror: 'vault' }]);
    const repaired = await workspace.run('verify', '--repair', '--depth', 'content');
    expectExit(repaired, 0);
    expect(outcomesOf(repaired.report)).toEqual(['repaired']);
    expect(repaired.report.findings).toMatchObject([
      { severity: 'note', digest: LAYER, repaired: { bytes: TREE.blobs.get(LAYER)?.length } },
    ]);
    expect(readFileSync(file(LAYER)).equals(TREE.blobs.get(LAYER) ?? Buffer.of())).toBe(true);
    expectExit(await workspace.run('verify', '--depth', 'rootfs'), 0);
  });

  test.each([
    ['child', 'deleted', 'manifest-missing'],
    ['child', 'cut', 'manifest-digest-mismatch'],
    ['child', 'flipped', 'manifest-digest-mismatch'],
    ['root', 'deleted', 'manifest-missing'],
    ['root', 'cut', 'manifest-digest-mismatch'],
    ['root', 'flipped', 'manifest-digest-mismatch'],
  ])('the manifest of a %s that is %s is %s, and repaired', async (which, how, rule) => {
    const digest = which === 'root' ? TREE.root.digest : CHILD;
    DAMAGES[how]?.(file(digest));
    const run = await workspace.run('verify', '--depth', 'manifests');
    expectExit(run, 1);
    expect(run.report.findings).toMatchObject([{ rule, digest, mirror: 'vault' }]);
    const repaired = await workspace.run('verify', '--repair');
    expectExit(repaired, 0);
    expect(outcomesOf(repaired.report)).toEqual(['repaired']);
    expectExit(await workspace.run('verify', '--depth', 'rootfs'), 0);
  });

  test('a layout that is not there is missing its images and nothing else happens', async () => {
    rmSync(workspace.path('vault'), { recursive: true });
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(existsSync(workspace.path('vault'))).toBe(false);
    expectExit(await workspace.run('verify', '--repair'), 0);
    expectExit(await workspace.run('verify', '--depth', 'rootfs'), 0);
  });

  test('with a full disk under it says so, keeps what it had, and is repaired when there is room', async () => {
    const disk = mountSmallDisk();
    if (disk === null) {
      process.stderr.write('\n!!! a full disk was not tried: a tmpfs cannot be mounted here\n');
      return;
    }
    try {
      const vault = join(disk, 'vault');
      writeLayout(vault, `${NAME}@${TREE.root.digest}`, TREE);
      workspace.manifest({
        mirrors: [{ name: 'vault', target: `oci:${vault}` }],
        images: [`${source.host}/${NAME}:1@${TREE.root.digest}`],
      });
      const lost = join(vault, 'blobs', LAYER.replace(':', '/'));
      rmSync(lost);
      const index = readFileSync(join(vault, 'index.json'), 'utf8');
      const filler = join(disk, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(2 * SMALL_DISK_BYTES))).toThrow('ENOSPC');
      const run = await workspace.run('verify', '--repair');
      expectExit(run, 1);
      const [error] = run.report.findings.filter(({ severity }) => severity === 'error');
      expect(error).toMatchObject({ rule: 'blob-missing', digest: LAYER, repaired: null });
      expect(`${error?.message} ${error?.help}`).toMatch(/ENOSPC|space/);
      expect(readFileSync(join(vault, 'index.json'), 'utf8')).toBe(index);
      expect(existsSync(lost)).toBe(false);
      expect(readdirSync(join(vault, 'blobs', 'sha256'))).toHaveLength(
        TREE.blobs.size + TREE.manifests.length - 1,
      );
      rmSync(filler);
      expectExit(await workspace.run('verify', '--repair', '--depth', 'rootfs'), 0);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

const SMALL_DISK_BYTES = 1024 * 1024;

function mountSmallDisk(): string | null {
  const directory = temporaryDirectory('disk');
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${SMALL_DISK_BYTES}`, 'none', directory];
    execFileSync('mount', options, { stdio: 'ignore' });
    return directory;
  } catch {
    return null;
  }
}
