import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { openLayout } from '../../../src/stores/layout/layout.ts';
import { neverAborted, newImage } from '../../contract/content.ts';
import { runOk, temporaryDirectory } from '../../servers/processes.ts';

const PROCESSES = 3;
const TAGS_EACH = 8;

/** Tags one after the other, so that every tag is a replacement of its own. */
const WRITER = `
import { openLayout } from ${JSON.stringify(join(import.meta.dirname, '../../../src/stores/layout/layout.ts'))};
const [directory, name, count] = process.argv.slice(1);
const { signal } = new AbortController();
const layout = openLayout(directory);
const manifest = await layout.repository('seed').readManifest('v1', signal);
for (let number = 0; number < Number(count); number++) await layout.repository(name).tag('t' + number, manifest, signal);
`;

test('processes that write to one layout at the same time lose nothing of each other', async () => {
  const directory = join(temporaryDirectory('layout'), 'vault');
  const layout = openLayout(directory);
  const signal = neverAborted();
  await layout.repository('seed').tag('v1' as Tag, newImage().manifest, signal);
  const names = Array.from({ length: PROCESSES }, (_, number) => `writer${number}`);
  const run = (name: string) =>
    runOk(process.execPath, ['--input-type=module', '-e', WRITER, directory, name, String(TAGS_EACH)]);
  await Promise.all(names.map(run));
  expect(await layout.roots(signal)).toHaveLength(1 + PROCESSES * TAGS_EACH);
});
