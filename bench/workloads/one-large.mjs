// (a) One large image to empty mirrors.
import { copyCell } from '../copying.mjs';
import { oneImage } from '../fleets.mjs';
import { crane } from '../peers/crane.mjs';
import { memoryFloor } from '../peers/floor.mjs';
import { oras } from '../peers/oras.mjs';
import { regsync } from '../peers/regsync.mjs';
import { skopeoCopy } from '../peers/skopeo.mjs';
import { contestantsOf } from '../peers/table.mjs';

const SIZE_BYTES = 500_000_000;
const GIGABIT = 125_000_000;

export const oneLarge = {
  id: 'a',
  file: 'a-one-large-image',
  title: 'One large image, empty mirrors',
  cells: [
    { label: '1 mirror', mirrors: 1 },
    { label: '3 mirrors', mirrors: 3 },
    { label: '3 mirrors, 30 ms, 1 Gbit/s', mirrors: 3, roundTripMs: 30, bytesPerSecond: GIGABIT, runs: 3 },
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const images = oneImage({ sizeBytes: SIZE_BYTES * scale });
    const peers = [regsync, crane, skopeoCopy, oras];
    const contestants = [...contestantsOf(present, peers), memoryFloor(lab, images)];
    return await copyCell(lab, { cell, start: 'empty', images, contestants, runs, say });
  },
};
