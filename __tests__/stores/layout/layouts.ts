/** Layout directories for tests. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tag } from '../../../src/oci/reference.ts';
import { type Layout, openLayout } from '../../../src/stores/layout/layout.ts';
import { REF_NAME_ANNOTATION } from '../../../src/stores/layout/ref-name.ts';
import { type Image, neverAborted, newImage, push } from '../../contract/content.ts';
import { temporaryDirectory } from '../../servers/processes.ts';

export const signal = neverAborted();
export const V1 = 'v1' as Tag;

export function newLayout(): Layout {
  return openLayout(join(temporaryDirectory('layout'), 'deep', 'vault'));
}

export async function withImage(
  name = 'a/b',
  tag = V1,
): Promise<{ readonly layout: Layout; readonly image: Image }> {
  const layout = newLayout();
  const image = newImage();
  await push(layout.repository(name), image);
  await layout.repository(name).tag(tag, image.manifest, signal);
  return { layout, image };
}

export function readIndex(layout: Layout): {
  readonly manifests: readonly { readonly annotations?: Record<string, string> }[];
} {
  return JSON.parse(readFileSync(join(layout.directory, 'index.json'), 'utf8'));
}

export function refNames(layout: Layout): readonly (string | undefined)[] {
  return readIndex(layout).manifests.map((entry) => entry.annotations?.[REF_NAME_ANNOTATION]);
}

export function writeIndex(layout: Layout, manifests: readonly object[]): void {
  writeFileSync(join(layout.directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}
