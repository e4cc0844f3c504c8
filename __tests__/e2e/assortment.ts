/** One image of every kind that registries hold, by repository name. */
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import {
  makeArtifact,
  makeArtifactWithEmptyBlob,
  makeBuildCache,
  makeImageWithEmptyAndDuplicateLayers,
} from '../fixtures/unusual-images.ts';

const ARM64 = { os: 'linux', architecture: 'arm64', variant: 'v8' };

const amd64 = makeImage({ seed: 'kinds/a' });
const index = makeIndex([amd64, makeImage({ seed: 'kinds/b', platform: ARM64 })], { attestations: true });

export const ASSORTMENT: Readonly<Record<string, ImageTree>> = {
  'kinds/image': amd64,
  'kinds/index': index,
  'kinds/docker-list': makeIndex(
    [
      makeImage({ seed: 'kinds/c', docker: true }),
      makeImage({ seed: 'kinds/d', docker: true, platform: { os: 'linux', architecture: 'arm64' } }),
    ],
    { docker: true },
  ),
  'kinds/nested': makeIndex([index, makeImage({ seed: 'kinds/e', platform: ARM64 })]),
  'kinds/artifact': makeArtifact('kinds'),
  'kinds/empty-blob': makeArtifactWithEmptyBlob('kinds'),
  'kinds/build-cache': makeBuildCache('kinds'),
  'kinds/empty-layers': makeImageWithEmptyAndDuplicateLayers('kinds'),
};
