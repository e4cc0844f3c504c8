// The registries of one contest: a source and mirrors that keep their ports while their content is set back between runs, each
// behind a line of the wanted length and width where there is one.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { startRegistry } from './registries.mjs';
import { startSlowLine } from './slow-line.mjs';

/**
 * `{ source, mirrors, reset(template), forgetLogs(), lengthen(shape), close() }`. `source` and `mirrors` are `{ name, host }` as a
 * tool is told, the line's where there is one, and `registry`.
 */
export async function openStage(lab, { name, sourceStorage, mirrorCount, isBehindLine }) {
  const names = Array.from({ length: mirrorCount }, (_, index) => `mirror-${index}`);
  const open = (each, options) =>
    openPlace(lab, { name: each, id: `${name}-${each}`, isBehindLine, ...options });
  const source = await open('source', { storage: sourceStorage });
  const mirrors = await Promise.all(names.map((each) => open(each, {})));
  const places = [source, ...mirrors];
  return {
    source,
    mirrors,
    /** Mirrors with the content of a storage directory, or with none; started afresh, so that they remember nothing. */
    reset: (template) => Promise.all(mirrors.map((mirror) => refill(mirror.registry, template))),
    forgetLogs: () => {
      for (const { registry } of places) registry.forgetLog();
    },
    lengthen: (shape) => Promise.all(places.map((place) => place.lengthen(shape))),
    close: () => Promise.all(places.map((place) => place.close())),
  };
}

/** What registries hold is copied by these names, for `reset`. */
export function keepTemplate(from, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

async function openPlace(lab, { name, id, isBehindLine, storage }) {
  const registry = await startRegistry(lab, id, storage === undefined ? {} : { storage });
  let line = isBehindLine ? await startSlowLine(registry.port) : null;
  const host = line?.host ?? registry.host;
  const listenPort = line?.port;
  const close = async () => {
    await line?.close();
    await registry.stop();
    if (storage === undefined) rmSync(registry.storage, { recursive: true, force: true });
  };
  lab.onClose(close);
  return {
    name,
    host,
    registry,
    url: `http://${host}`,
    close,
    /** From now on with this round-trip time and width, on the same port. */
    lengthen: async (shape) => {
      if (line === null) return;
      await line.close();
      line = await startSlowLine(registry.port, { ...shape, listenPort });
    },
  };
}

async function refill(registry, template) {
  await registry.stop('SIGKILL');
  rmSync(registry.storage, { recursive: true, force: true });
  if (template !== null && existsSync(template)) cpSync(template, registry.storage, { recursive: true });
  mkdirSync(registry.storage, { recursive: true });
  await registry.restart();
}
