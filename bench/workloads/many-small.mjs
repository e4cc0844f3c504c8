// (b), (c) and (e): small images in many repositories that share layers: to empty mirrors, with nothing to do, and with one layer
// changed in some of them.
import { copyCell } from '../copying.mjs';
import { SMALL_FLEET, sharedLayers } from '../fleets.mjs';
import { contestantsOf, pinnedContestant } from '../peers/table.mjs';
import { sizesOf } from '../traffic.mjs';

const CHANGED_IMAGES = 20;

export const manySmall = {
  id: 'b',
  file: 'b-many-small-images',
  title: '200 small images in 50 repositories, empty mirrors',
  cells: [
    { label: '1 mirror', mirrors: 1 },
    { label: '3 mirrors', mirrors: 3 },
    { label: '1 mirror, 30 ms', mirrors: 1, roundTripMs: 30, runs: 1 },
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const images = fleetOf(scale);
    const contestants = contestantsOf(present);
    return await copyCell(lab, { cell, start: 'empty', images, contestants, runs, say });
  },
};

export const nothingToDo = {
  id: 'c',
  file: 'c-nothing-to-do',
  title: 'The same 200 images, nothing to do',
  cells: [
    { label: '1 mirror', mirrors: 1 },
    { label: '3 mirrors', mirrors: 3 },
    { label: '3 mirrors, 30 ms', mirrors: 3, roundTripMs: 30, runs: 3 },
    { label: '3 mirrors, 100 ms', mirrors: 3, roundTripMs: 100, runs: 1 },
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const images = fleetOf(scale);
    const contestants = [...contestantsOf(present), pinnedContestant()];
    return await copyCell(lab, { cell, start: 'full', images, contestants, runs, say });
  },
};

export const someChanged = {
  id: 'e',
  file: 'e-some-layers-changed',
  title: 'One layer changed in 20 of the 200 images',
  cells: [{ label: '3 mirrors', mirrors: 3 }],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const changed = Math.max(1, Math.round(CHANGED_IMAGES * scale));
    const [imagesBefore, images] = [fleetOf(scale), fleetOf(scale, changed)];
    const contestants = contestantsOf(present);
    const measured = await copyCell(lab, {
      cell,
      start: 'lag',
      images,
      imagesBefore,
      contestants,
      runs,
      say,
    });
    return { ...measured, changedBytes: changedBytesOf(imagesBefore, images) };
  },
};

/** Of manifests, configs and layers that were not there before, each once. */
export function changedBytesOf(imagesBefore, images) {
  const before = sizesOf(imagesBefore.map(withoutTag));
  const fresh = [...sizesOf(images.map(withoutTag))].filter(([digest]) => !before.has(digest));
  return fresh.reduce((sum, [, bytes]) => sum + bytes, 0);
}

function withoutTag({ tag, ...image }) {
  return image;
}

/** A smaller scale has fewer repositories with fewer images each. */
export function fleetOf(scale, changed = 0) {
  const { count, repositories, ...bytes } = SMALL_FLEET;
  const scaled = (number) => Math.max(4, Math.round(number * scale));
  return sharedLayers({ ...bytes, count: scaled(count), repositories: scaled(repositories), changed });
}
