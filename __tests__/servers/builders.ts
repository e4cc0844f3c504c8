/** Images made by real builders: buildah, umoci and skopeo, into OCI layouts. Only files are made; nothing is mounted or run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOk, temporaryDirectory } from './processes.ts';
import { toolPath } from './tools.ts';

export interface Builder {
  /** Builds an image of two layers with buildah, from scratch, and gives its name in buildah's store. */
  buildah(name: string): Promise<string>;
  /** `buildah push` of an image of `buildah`, to `docker://…` or `oci:…`. */
  push(name: string, destination: string, ...options: readonly string[]): Promise<void>;
  /** Builds an image of two layers with umoci; `oci:DIRECTORY:TAG`. */
  umoci(tag: string): Promise<string>;
}

/** Needs the tools `buildah` and `umoci`. Everything lies in a directory of the test file. */
export function makeBuilder(): Builder {
  const directory = temporaryDirectory('builder');
  const at = (...names: string[]): string => join(directory, ...names);
  for (const name of ['files', 'layouts']) mkdirSync(at(name));
  const storage = at('storage.conf');
  writeFileSync(
    storage,
    `[storage]\ndriver = "vfs"\ngraphroot = ${JSON.stringify(at('root'))}\nrunroot = ${JSON.stringify(at('run'))}\n`,
  );
  const env = { CONTAINERS_STORAGE_CONF: storage, BUILDAH_ISOLATION: 'chroot' };
  const buildah = async (...args: readonly string[]): Promise<string> =>
    (await runOk(toolPath('buildah'), args, { env })).trim();
  const umoci = (...args: readonly string[]): Promise<string> => runOk(toolPath('umoci'), args);
  const file = (name: string, sizeBytes: number): string => {
    writeFileSync(at('files', name), `${name}\n`.repeat(Math.ceil(sizeBytes / (name.length + 1))));
    return at('files', name);
  };
  const layer = async (base: string, name: string): Promise<string> => {
    const container = await buildah('from', base);
    await buildah('copy', container, file(name, 300_000), `/files/${name}`);
    await buildah('config', '--cmd', '/bin/true', container);
    await buildah('commit', '--quiet', container, name);
    return `localhost/${name}`;
  };
  return {
    buildah: async (name) => layer(await layer('scratch', `${name}-base`), name),
    push: async (name, destination, ...options) => {
      await buildah('push', '--quiet', '--tls-verify=false', ...options, name, destination);
    },
    umoci: async (tag) => {
      const layout = at('layouts', tag);
      await umoci('init', '--layout', layout);
      await umoci('new', '--image', `${layout}:${tag}`);
      for (const name of ['one', 'two'])
        await umoci(
          'insert',
          '--rootless',
          '--image',
          `${layout}:${tag}`,
          file(name, 5_000),
          `/files/${name}`,
        );
      return `oci:${layout}:${tag}`;
    },
  };
}
