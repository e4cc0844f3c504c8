// Whether a tool really did the work, after each run and outside of the measured time: the mirrors' tags, what skopeo reads of some
// images, and our verify down to the last blob.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../scripts/toolchain.mjs';
import { digestOf } from './images.mjs';
import { measure } from './measure.mjs';
import { verifyCommand } from './peers/ours.mjs';

const SKOPEO_LOOKS_AT = 3;
const HEADS_AT_ONCE = 32;
const ACCEPT = ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(
  ', ',
);

/** Throws where a mirror does not hold every image. Asks the registries themselves, not their lines. */
export async function proveCopied({ directory, images, mirrors }) {
  const places = mirrors.map(({ name, registry }) => ({ name, host: registry.host, url: registry.url }));
  for (const place of places) {
    await proveTags(place, images);
    for (const image of sampleOf(images)) proveBySkopeo(place, image);
  }
  await proveByVerify({ directory, mirrors: places, images });
}

async function proveTags({ url }, images) {
  const queue = images.values();
  const worker = async () => {
    for (const { repository, tag, digest } of queue) {
      const where = `${url}/v2/${repository}/manifests/${tag}`;
      const answer = await fetch(where, { method: 'HEAD', headers: { accept: ACCEPT } });
      const found = answer.headers.get('docker-content-digest');
      if (found !== digest) throw new Error(`${where} is ${answer.status} ${found}, not ${digest}`);
    }
  };
  await Promise.all(Array.from({ length: HEADS_AT_ONCE }, worker));
}

function sampleOf(images) {
  const step = Math.max(1, Math.floor(images.length / SKOPEO_LOOKS_AT));
  return images.filter((_, index) => index % step === 0).slice(0, SKOPEO_LOOKS_AT);
}

function proveBySkopeo({ host }, { repository, tag, digest }) {
  const skopeo = findTool('skopeo');
  if (skopeo === null) return;
  const reference = `docker://${host}/${repository}:${tag}`;
  const { stdout } = spawnSync(skopeo, ['inspect', '--raw', '--tls-verify=false', reference]);
  if (digestOf(stdout) !== digest)
    throw new Error(`skopeo reads ${digestOf(stdout)} from ${reference}, not ${digest}`);
}

async function proveByVerify(job) {
  const files = ['verify.out', 'verify.err'].map((name) => join(job.directory, name));
  const [stdoutFile, stderrFile] = files;
  const options = { cwd: job.directory, env: {}, stdoutFile, stderrFile };
  const { code } = await measure(verifyCommand(job, 'probe'), options);
  if (code === 0) return;
  const said = files.map((file) => readFileSync(file, 'utf8').slice(-2_000)).join('\n');
  throw new Error(`verify ended with ${code}: ${said}`);
}

/** The proof's own traces are no part of a tool's memory. */
export function forgetProof(directory) {
  rmSync(join(directory, 'verify-state'), { recursive: true, force: true });
}
