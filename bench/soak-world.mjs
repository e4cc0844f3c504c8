// The world that a soak mirrors: tags that come, move and go at a source, mirrors whose disks lose blobs, and which are
// restarted. The same seed makes the same world.
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loseBlob, pushImages } from './fill.mjs';
import { imageOf, layerOf } from './images.mjs';

const LAYER_BYTES = 20_000;

/** `perRound` tags come and as many of the oldest go, so that what is wanted does not grow; as many move. */
export function openWorld({ source, mirrors, images, repositories, perRound, seed }) {
  const random = randomOf(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const shared = Array.from({ length: repositories }, (_, each) => layerOf(`${seed}/${each}`, LAYER_BYTES));
  const base = layerOf(`${seed}/base`, LAYER_BYTES);
  const tags = new Map();
  let made = 0;
  const publish = (repository, tag) => {
    made += 1;
    const layers = [base, shared[repository], layerOf(`${seed}/own-${made}`, LAYER_BYTES)];
    const image = { repository: `app-${repository}`, tag, ...imageOf(layers, `${seed}/${made}`) };
    tags.delete(`${repository}:${tag}`);
    tags.set(`${repository}:${tag}`, image);
    return image;
  };
  const publishNew = (count) => Array.from({ length: count }, () => publish(made % repositories, `v${made}`));
  const move = () => {
    const [name] = pick([...tags]);
    const [repository, tag] = name.split(':');
    return publish(Number(repository), tag);
  };
  return {
    images: () => [...tags.values()],
    begin: () => pushImages(source.url, publishNew(images)),
    /** Gives how many images are new. */
    turn: async () => {
      const fresh = publishNew(perRound);
      for (let moves = 0; moves < perRound; moves += 1) fresh.push(move());
      for (const name of [...tags.keys()].slice(0, perRound)) tags.delete(name);
      await pushImages(source.url, fresh);
      return fresh.length;
    },
    /** Takes config or layers of `count` images that are wanted from one mirror's disk. */
    loseBlobs: (count) => {
      const mirror = pick(mirrors);
      for (let lost = 0; lost < count; lost += 1) {
        loseBlob(mirror.storage, pick(pick([...tags.values()]).blobs).digest);
      }
      return mirror.name;
    },
    anyMirror: () => pick(mirrors),
  };
}

/** Files below a directory, and their bytes. */
export function sizeOf(directory) {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return { files: files.length, bytes };
}

/** Uploads that a registry still waits for: what a client began and neither ended nor cancelled. */
export function openUploads(storage) {
  const entries = readdirSync(storage, { recursive: true, withFileTypes: true });
  return entries.filter(({ name, parentPath }) => name === 'startedat' && parentPath.includes('/_uploads/'))
    .length;
}

/** Numbers in [0, 1) that only the seed decides. */
function randomOf(seed) {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // a linear congruential generator
    return state / 2 ** 32;
  };
}
