// (d) Ten thousand pinned tags on three mirrors with nothing to do, over a long line.
import { copyCell } from '../copying.mjs';
import { imageOf, layerOf, MANIFEST } from '../images.mjs';
import { regsync } from '../peers/regsync.mjs';
import { contestantsOf, pinnedContestant } from '../peers/table.mjs';

const TAGS = 10_000;
const REPOSITORIES = 100;

export const pinnedTags = {
  id: 'd',
  file: 'd-ten-thousand-tags',
  title: '10,000 pinned tags on 3 mirrors, nothing to do',
  cells: [{ label: '3 mirrors, 30 ms', mirrors: 3, roundTripMs: 30, runs: 3 }],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const images = manyTags(Math.round(TAGS * scale));
    const [, ...peers] = contestantsOf(present, [regsync]);
    const contestants = [pinnedContestant(), ...peers];
    return await copyCell(lab, { cell, start: 'full', images, contestants, runs, say });
  },
};

/** Images of two shared layers and a config of their own. */
export function manyTags(count) {
  const layers = [layerOf('tags/base', 2_000), layerOf('tags/app', 2_000)];
  return Array.from({ length: count }, (_, number) => ({
    repository: `app-${number % REPOSITORIES}`,
    tag: `v${Math.floor(number / REPOSITORIES)}`,
    mediaType: MANIFEST,
    ...imageOf(layers, `tag ${number}`),
  }));
}
