import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { fileError } from '../../../src/stores/layout/file-error.ts';
import { openLayout } from '../../../src/stores/layout/layout.ts';
import { neverAborted, newImage, randomBlob, upload } from '../../contract/content.ts';
import { temporaryDirectory } from '../../servers/processes.ts';

const signal = neverAborted();
const SMALL_DISK_BYTES = 1024 * 1024;

const disk = mountSmallDisk();

/** A full disk needs a disk of one's own: root, and the right to mount. */
function mountSmallDisk(): string | null {
  const directory = mkdtempSync(join(tmpdir(), 'mirror-action-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK_BYTES}`, 'none', directory], {
      stdio: 'ignore',
    });
    return directory;
  } catch {
    rmSync(directory, { recursive: true });
    process.stderr.write('\n!!! SKIPPED: layout on a full disk: a tmpfs cannot be mounted here\n');
    return null;
  }
}

afterAll(() => {
  if (disk === null) return;
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

(disk === null ? describe.skip : describe)('on a full disk', () => {
  test('a blob is refused with no-space and nothing is left behind', async () => {
    const layout = openLayout(join(disk ?? '', 'vault'));
    const refused = upload(layout.repository('a'), randomBlob(2 * SMALL_DISK_BYTES));
    await expect(refused).rejects.toMatchObject({ code: 'no-space', fix: expect.stringContaining('space') });
    expect(readdirSync(join(layout.directory, 'blobs', 'sha256'))).toEqual([]);
  });

  test('index.json keeps what it had', async () => {
    const layout = openLayout(join(disk ?? '', 'vault'));
    const image = newImage();
    await layout.repository('a').tag('v1' as Tag, image.manifest, signal);
    const filler = join(disk ?? '', 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(2 * SMALL_DISK_BYTES))).toThrow('ENOSPC');
    const refused = layout.repository('a').tag('v2' as Tag, image.manifest, signal);
    await expect(refused).rejects.toMatchObject({ code: 'no-space' });
    expect(await layout.repository('a').tags(signal)).toEqual(['v1']);
    expect(readdirSync(layout.directory).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });
});

describe('where a layout cannot be', () => {
  test('a file in the way is an io error with a remedy', async () => {
    const file = join(temporaryDirectory('layout'), 'file');
    writeFileSync(file, 'x');
    const refused = openLayout(join(file, 'vault')).repository('a').checkPush(signal);
    await expect(refused).rejects.toMatchObject({ code: 'io', fix: expect.any(String) });
  });

  test.each([
    ['EACCES', 'io'],
    ['EROFS', 'io'],
    ['EIO', 'io'],
    ['ENOSPC', 'no-space'],
    ['EDQUOT', 'no-space'],
  ])('%s is %s, with place, remedy and cause', (code, expected) => {
    const cause = Object.assign(new Error(code), { code, syscall: 'open' });
    const error = fileError(cause, 'write a blob', '/vault/blobs');
    expect(error).toMatchObject({
      code: expected,
      where: '/vault/blobs',
      fix: expect.stringMatching(/./),
      cause,
    });
    expect(error.message).toContain(code);
  });
});
