// Contests of commands that read what one mirror holds.
import { rmSync } from 'node:fs';
import { contest, forgetMemory } from './contest.mjs';
import { layIntoStorage } from './fill.mjs';
import { openStage } from './stage.mjs';
import { readTraffic, sizesOf } from './traffic.mjs';

/** One cell of a table, as copyCell makes it: every contestant reads `images` of a mirror that holds them. */
export async function readCell(lab, { cell, images, contestants, runs, say }) {
  const name = `cell-${cell.label.replaceAll(/\W+/g, '-')}`;
  const storage = lab.path(name, 'storage');
  layIntoStorage(storage, images);
  const stage = await openStage(lab, { name, sourceStorage: storage, mirrorCount: 0, isBehindLine: false });
  const sizes = sizesOf(images);
  const before = (contestant) => {
    const directory = lab.path(name, contestant.name.replaceAll(/\W+/g, '-'));
    forgetMemory({ directory });
    stage.forgetLogs();
    return { directory, source: stage.source, mirrors: [stage.source], images, storage };
  };
  const after = async () => ({ target: await readTraffic([stage.source.registry], sizes) });
  try {
    return {
      ...cell,
      images: images.length,
      contestants: await contest(contestants, { runs, before, after, say }),
    };
  } finally {
    await stage.close();
    rmSync(lab.path(name), { recursive: true, force: true });
  }
}

/** One cell of commands that read no registry. */
export async function localCell(lab, { cell, contestants, runs, say }) {
  const name = `cell-${cell.label.replaceAll(/\W+/g, '-')}`;
  const before = (contestant) => {
    const directory = lab.path(name, contestant.name.replaceAll(/\W+/g, '-'));
    forgetMemory({ directory });
    return { directory };
  };
  return { ...cell, contestants: await contest(contestants, { runs, before, after: () => ({}), say }) };
}
