// (f) Multi-platform images with attestations to empty mirrors.
import { copyCell } from '../copying.mjs';
import { multiPlatform } from '../fleets.mjs';
import { contestantsOf } from '../peers/table.mjs';

const IMAGES = 10;
const LAYER_BYTES = 1_000_000;

export const platforms = {
  id: 'f',
  file: 'f-multi-platform-images',
  title: '10 images of 10 platforms with attestations, empty mirrors',
  cells: [
    { label: '1 mirror', mirrors: 1 },
    { label: '3 mirrors', mirrors: 3 },
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const images = multiPlatform({ count: Math.max(1, Math.round(IMAGES * scale)), layerBytes: LAYER_BYTES });
    const contestants = contestantsOf(present);
    return await copyCell(lab, { cell, start: 'empty', images, contestants, runs, say });
  },
};
