// Contests of copying images: from a source to mirrors that are empty, lag behind, or have everything.
import { rmSync } from 'node:fs';
import { contest, forgetMemory, keepMemory, measureJob, recallMemory } from './contest.mjs';
import { layIntoStorage } from './fill.mjs';
import { proveCopied } from './proof.mjs';
import { keepTemplate, openStage } from './stage.mjs';
import { readTraffic, sizesOf } from './traffic.mjs';

const PROVE_EACH_AT_MOST = 1_000;

/**
 * One cell of a table: `{ ...cell, contestants }`. `start`: `empty` mirrors, mirrors that `lag` behind the source by what
 * differs between `imagesBefore` and `images`, or mirrors that are `full`. `cell`: `{ label, mirrors, roundTripMs, bytesPerSecond }`.
 */
export async function copyCell(lab, { cell, start, images, imagesBefore = images, contestants, runs, say }) {
  const name = `cell-${cell.label.replaceAll(/\W+/g, '-')}`;
  const sourceStorage = lab.path(name, 'source');
  const template = lab.path(name, 'template');
  layIntoStorage(sourceStorage, imagesBefore);
  if (start !== 'empty') keepTemplate(sourceStorage, template);
  const { mirrors: mirrorCount, roundTripMs = 0, bytesPerSecond = null } = cell;
  const isBehindLine = roundTripMs > 0 || bytesPerSecond !== null;
  const stage = await openStage(lab, { name, sourceStorage, mirrorCount, isBehindLine });
  const jobOf = (contestant) => ({
    directory: lab.path(name, contestant.name.replaceAll(/\W+/g, '-')),
    source: stage.source,
    mirrors: stage.mirrors,
    images,
  });
  const scene = { stage, start, template, jobOf, sizes: sizesOf([...imagesBefore, ...images]), images };
  try {
    const failures = await rehearse(contestants, { ...scene, imagesBefore });
    if (imagesBefore !== images) {
      layIntoStorage(sourceStorage, images);
      await stage.source.registry.restart();
    }
    await stage.lengthen({ roundTripMs, bytesPerSecond });
    const acts = { before: (each) => setStage(each, scene), after: (job) => look(job, scene) };
    const results = await contest(contestants, { runs, say, failures, ...acts });
    return { ...cell, images: images.length, contestants: results };
  } finally {
    await stage.close();
    rmSync(lab.path(name), { recursive: true, force: true });
  }
}

/**
 * Where mirrors are not empty, each tool has seen them before: it runs once, unmeasured, and keeps what it wants to remember.
 * Returns a Map of who failed to why.
 */
async function rehearse(contestants, { stage, start, template, jobOf, imagesBefore }) {
  const failures = new Map();
  for (const contestant of contestants) forgetMemory(jobOf(contestant));
  if (start === 'empty') return failures;
  await stage.reset(template);
  for (const contestant of contestants) {
    const job = jobOf(contestant);
    try {
      await measureJob(contestant, { ...job, images: imagesBefore });
    } catch (error) {
      failures.set(contestant.name, error.message);
    }
    keepMemory(job);
  }
  return failures;
}

async function setStage(contestant, { stage, start, template, jobOf }) {
  const job = jobOf(contestant);
  if (start === 'empty') forgetMemory(job);
  if (start === 'lag') recallMemory(job);
  if (start !== 'full') await stage.reset(start === 'lag' ? template : null);
  stage.forgetLogs();
  return job;
}

async function look(job, { stage, start, sizes, images }) {
  const source = await readTraffic([stage.source.registry], sizes);
  const target = await readTraffic(
    stage.mirrors.map(({ registry }) => registry),
    sizes,
  );
  // Mirrors that were full and that nobody wrote to are full.
  const isUntouched = start === 'full' && target.writes === 0 && images.length > PROVE_EACH_AT_MOST;
  if (!isUntouched) await proveCopied(job);
  return { source, target };
}
