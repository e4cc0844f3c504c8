// (g) verify at its depths, beside what a shell would do with curl, openssl and zcat, and beside crane validate.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { findTool } from '../../scripts/toolchain.mjs';
import { evenImage } from '../fleets.mjs';
import { crane } from '../peers/crane.mjs';
import { verifyContestant } from '../peers/ours.mjs';
import { contestantsOf } from '../peers/table.mjs';
import { readCell } from '../reading.mjs';
import { fleetOf } from './many-small.mjs';

const LARGE = { count: 20, layerBytes: 100_000_000 };
const WORDY = { count: 8, layerBytes: 64_000_000 };

export const verifyDepths = {
  id: 'g',
  file: 'g-verify',
  title: 'verify',
  cells: [
    { label: '200 small images' },
    { label: 'content of 2 GB', goal: 'content' },
    { label: 'root file system of 0.5 GB', goal: 'rootfs' },
  ],
  measure: async (lab, cell, { scale, runs, present, say }) => {
    const scene = { cell, runs, say };
    const validate = contestantsOf(present, [crane]).slice(1).map(validateContestant(present));
    if (cell.goal === undefined) {
      const depths = ['probe', 'content', 'rootfs'].map(verifyContestant);
      return await readCell(lab, { ...scene, images: fleetOf(scale), contestants: [...depths, ...validate] });
    }
    const isWordy = cell.goal === 'rootfs';
    const { count, layerBytes } = isWordy ? WORDY : LARGE;
    const images = evenImage({ count, layerBytes: Math.round(layerBytes * scale), isWordy });
    const contestants = [
      verifyContestant(cell.goal),
      isWordy ? zcatAndSha256(lab, images) : curlAndOpenssl(),
    ];
    if (isWordy) contestants.push(...validate);
    const measured = await readCell(lab, { ...scene, images, contestants });
    const bytes = images[0].blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
    return { ...measured, bytes, sha256BytesPerS: sha256Rate() };
  },
};

function validateContestant(present) {
  return (contestant) => ({
    ...contestant,
    name: 'crane validate',
    configuration:
      '`crane validate --remote IMAGE` for each image, 4 at a time by `xargs -P`: reads all layers, compares diff IDs',
    command: (job) => crane.validateCommand(job, present.crane.path),
  });
}

function curlAndOpenssl() {
  return {
    name: 'curl | openssl dgst -sha256',
    configuration: '`curl -fsS URL | openssl dgst -sha256` for each blob, one after the other',
    command: ({ mirrors: [{ url }], images: [{ repository, blobs }] }) => [
      ...['sh', '-ec'],
      blobs
        .map(
          ({ digest }) =>
            `curl -fsS ${url}/v2/${repository}/blobs/${digest} | openssl dgst -sha256 > /dev/null`,
        )
        .join('\n'),
    ],
  };
}

function zcatAndSha256(lab, [{ blobs }]) {
  const files = blobs.slice(1).map(({ bytes }, index) => {
    const file = lab.path(`layer-${index}.gz`);
    writeFileSync(file, bytes);
    return file;
  });
  return {
    name: 'zcat | sha256sum',
    configuration: '`zcat FILE | sha256sum` for each layer from a file in memory, one after the other',
    command: () => ['sh', '-ec', files.map((file) => `zcat ${file} | sha256sum > /dev/null`).join('\n')],
  };
}

/** What one core of this machine hashes at most, as `openssl speed` tells it. */
function sha256Rate() {
  const openssl = findTool('openssl');
  if (openssl === null) return null;
  const args = ['speed', '-mr', '-seconds', '2', '-bytes', '1048576', 'sha256'];
  const said = execFileSync(openssl, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const rate = /^\+F:\d+:sha256:([\d.]+)/im.exec(said)?.[1];
  return rate === undefined ? null : Math.round(Number(rate));
}
