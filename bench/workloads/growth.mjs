// How cost grows: with images and latency where there is nothing to do, with mirrors and the size of a blob where there is.
import { copyCell } from '../copying.mjs';
import { oneImage } from '../fleets.mjs';
import { regsync } from '../peers/regsync.mjs';
import { contestantsOf, pinnedContestant } from '../peers/table.mjs';
import { fleetOf } from './many-small.mjs';
import { manyTags } from './pinned-tags.mjs';

const MEGABYTE = 1_000_000;

const series = (name, values, labelOf, parametersOf) =>
  values.map((x) => ({ label: labelOf(x), series: name, x, runs: 3, ...parametersOf(x) }));

export const growth = {
  id: 'growth',
  file: 'growth',
  title: 'How it grows',
  cells: [
    ...series(
      'images',
      [10, 100, 1_000, 10_000],
      (x) => `${x} images`,
      () => ({ mirrors: 1 }),
    ),
    ...series(
      'latency',
      [0, 10, 30, 100, 200],
      (x) => `${x} ms`,
      (x) => ({ mirrors: 1, roundTripMs: x }),
    ),
    ...series(
      'mirrors',
      [1, 2, 4, 8],
      (x) => `${x} mirrors`,
      (x) => ({ mirrors: x }),
    ),
    ...series(
      'blob',
      [1, 10, 100, 1_000, 2_000],
      (x) => `${x} MB`,
      () => ({ mirrors: 1 }),
    ),
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const [mine, ...peers] = contestantsOf(present, [regsync]);
    const scene = { cell, runs, say };
    const scaled = (number) => Math.max(1, Math.round(number * scale));
    switch (cell.series) {
      case 'images': {
        const contestants = [pinnedContestant(), ...peers];
        return await copyCell(lab, {
          ...scene,
          start: 'full',
          images: manyTags(scaled(cell.x)),
          contestants,
        });
      }
      case 'latency': {
        const contestants = [mine, ...peers];
        return await copyCell(lab, { ...scene, start: 'full', images: fleetOf(scale), contestants });
      }
      case 'mirrors':
        return await copyCell(lab, { ...scene, start: 'empty', images: fleetOf(scale), contestants: [mine] });
      default: {
        const images = oneImage({ sizeBytes: scaled(cell.x * MEGABYTE), parts: [1] });
        return await copyCell(lab, { ...scene, start: 'empty', images, contestants: [mine] });
      }
    }
  },
};
