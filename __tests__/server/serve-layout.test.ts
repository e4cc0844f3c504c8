import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isMirrorError } from '../../src/errors.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { repositoryForBareTags } from '../../src/server/layout-backend.ts';
import { type ServeLayoutOptions, serveLayout } from '../../src/server/serve-layout.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { indexOf, neverAborted, newImage, push } from '../contract/content.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { ask, pushImage, pushManifest } from './ask.ts';

const signal = neverAborted();

function optionsFor(directory: string, more: Partial<ServeLayoutOptions> = {}): ServeLayoutOptions {
  return { directory, host: '127.0.0.1', port: 0, writable: false, log: () => undefined, ...more };
}

function refNames(directory: string): readonly unknown[] {
  const index = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')) as {
    readonly manifests: readonly { readonly annotations: Record<string, string> }[];
  };
  return index.manifests.map((entry) => Object.values(entry.annotations)[0]);
}

describe('serve', () => {
  test('shows NAME:TAG as tag of NAME, a bare tag under the name of the directory, and logs each request', async () => {
    const directory = join(temporaryDirectory('serve'), 'Vault_1');
    const layout = openLayout(directory);
    const [named, bare] = [newImage(), newImage()];
    for (const [name, image] of [
      ['library/redis', named],
      ['', bare],
    ] as const) {
      await push(layout.repository(name), image);
      await layout.repository(name).tag('7.4' as Tag, image.manifest, signal);
    }
    const lines: string[] = [];
    const server = await serveLayout(optionsFor(directory, { log: (line) => lines.push(line) }));
    const catalog = await ask(server, 'GET', '/v2/_catalog');
    const tags = await ask(server, 'GET', '/v2/library/redis/tags/list');
    const fromNamed = await ask(server, 'GET', '/v2/library/redis/manifests/7.4');
    const fromBare = await ask(server, 'GET', '/v2/vault-1/manifests/7.4');
    await server.close();
    expect(JSON.parse(catalog.body.toString())).toEqual({ repositories: ['library/redis', 'vault-1'] });
    expect(JSON.parse(tags.body.toString())).toEqual({ name: 'library/redis', tags: ['7.4'] });
    expect(fromNamed.headers['docker-content-digest']).toBe(named.manifest.descriptor.digest);
    expect(fromBare.headers['docker-content-digest']).toBe(bare.manifest.descriptor.digest);
    expect(lines).toContain('GET /v2/library/redis/manifests/7.4 200');
  });

  test('of a directory that is no layout is refused; with writable it becomes one', async () => {
    const directory = join(temporaryDirectory('serve'), 'new');
    const refusal = await serveLayout(optionsFor(directory)).catch((error: unknown) => error);
    expect(isMirrorError(refusal, 'input')).toBe(true);
    const server = await serveLayout(optionsFor(directory, { writable: true }));
    const pushed = await pushImage(server, 'app', newImage(), 'v1');
    await server.close();
    expect(pushed.status).toBe(201);
    expect(refNames(directory)).toEqual(['app:v1']);
  });

  test('lists what is pushed by digest until an index holds it', async () => {
    const directory = join(temporaryDirectory('serve'), basename('vault'));
    const server = await serveLayout(optionsFor(directory, { writable: true }));
    const images = [newImage(), newImage()];
    for (const image of images) await pushImage(server, 'app', image, image.manifest.descriptor.digest);
    expect(refNames(directory)).toEqual(images.map((image) => `app@${image.manifest.descriptor.digest}`));
    await pushManifest(server, 'app/manifests/v1', indexOf(images));
    await server.close();
    expect(refNames(directory)).toEqual(['app:v1']);
  });
});

test.each([
  ['/a/Vault', 'vault'],
  ['/a/my vault!', 'my-vault'],
  ['/', 'image'],
  ['/a/__x', 'x'],
])('bare tags of %s are shown in %s', (directory, name) => {
  expect(repositoryForBareTags(directory)).toBe(name);
});
