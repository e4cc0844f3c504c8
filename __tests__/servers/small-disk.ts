/** Disks of a few mebibytes, for what happens when they are full: a tmpfs, which needs root and CAP_SYS_ADMIN. */
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { run, runOk } from './processes.ts';
import { describeReal, type Tool } from './tools.ts';

export interface SmallDisk {
  readonly directory: string;
  /** Leaves room for `pages` pages of 4 KiB, the least that a file takes. */
  fillBut(pages: number): void;
  /** Takes away what `fillBut` put there. */
  empty(): void;
  resize(sizeBytes: number): Promise<void>;
}

const PAGE_BYTES = 4096;
const mounted = new Set<string>();

// Importing this file registers the clean-up of the test file that does so. Lazily: a server may still be at work there.
afterAll(async () => {
  for (const directory of mounted) {
    await runOk('umount', ['--lazy', directory]);
    rmdirSync(directory);
  }
  mounted.clear();
});

export async function mountSmallDisk(sizeBytes: number): Promise<SmallDisk> {
  const directory = placeToMount();
  await runOk('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', directory]);
  mounted.add(directory);
  const filler = join(directory, 'filler');
  const empty = (): void => rmSync(filler, { force: true });
  return {
    directory,
    fillBut: (pages) => {
      empty();
      const { bavail, bsize } = statfsSync(directory);
      fill(filler, bavail * bsize - pages * PAGE_BYTES);
    },
    empty,
    resize: async (newBytes) => {
      await runOk('mount', ['-o', `remount,size=${newBytes}`, directory]);
    },
  };
}

function fill(file: string, sizeBytes: number): void {
  const handle = openSync(file, 'w');
  try {
    for (let left = sizeBytes; left > 0; left -= PAGE_BYTES) writeSync(handle, Buffer.alloc(PAGE_BYTES, 1));
  } finally {
    closeSync(handle);
  }
}

/** A suite with small disks; skipped with a banner where mounting is not permitted. */
export function describeSmallDisk(name: string, tools: readonly Tool[], suite: () => void): void {
  if (mayMountHere) {
    describeReal(name, tools, suite);
    return;
  }
  process.stderr.write(`\n!!! SKIPPED: ${name}: mounting a tmpfs is not permitted\n`);
  describe.skip(`${name} [not run: mounting a tmpfs is not permitted]`, suite);
}

const mayMountHere = await mayMount();

async function mayMount(): Promise<boolean> {
  const directory = placeToMount();
  const isMounted = (await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory])).code === 0;
  if (isMounted) await runOk('umount', [directory]);
  rmdirSync(directory);
  return isMounted;
}

function placeToMount(): string {
  return mkdtempSync(join(tmpdir(), 'mirror-action-small-'));
}
