import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchTrustedRoot } from '../../src/signatures/tuf.ts';
import { SigningKit } from './signing-kit.ts';
import { TufRepository } from './tuf-repository.ts';

let directory: string;
let repository: TufRepository;
let text: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mirror-action-tuf-'));
  text = (await SigningKit.create()).trustedRoot();
  repository = await TufRepository.start(text);
});

afterEach(async () => {
  await repository.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Fetches from `url` by the root of `trusted`. */
async function fetched(url = repository.url, trusted = repository, signal = new AbortController().signal) {
  const rootPath = join(directory, 'built-in-root.json');
  writeFileSync(rootPath, trusted.root);
  return fetchTrustedRoot({
    cacheDirectory: join(directory, 'cache'),
    signal,
    repository: { url, rootPath },
  });
}

test('the trust root of the repository', async () => {
  const root = await fetched();
  expect({ mediaType: root.mediaType, logs: root.tlogs.length }).toEqual({
    mediaType: JSON.parse(text).mediaType,
    logs: 1,
  });
});

test('is not fetched again while it is the same', async () => {
  await fetched();
  repository.requests.length = 0;
  await fetched();
  expect(repository.requests).toEqual(['/2.root.json', '/timestamp.json']);
});

test('a root, a target and metadata that somebody put into the cache are not believed', async () => {
  const evil = await TufRepository.start(text.replaceAll('rekor', 'evil'));
  await fetched();
  const [name = ''] = readdirSync(join(directory, 'cache'));
  const cache = join(directory, 'cache', name);
  mkdirSync(join(cache, 'targets'), { recursive: true });
  writeFileSync(join(cache, 'root.json'), evil.root);
  writeFileSync(join(cache, 'targets', 'trusted_root.json'), text.replaceAll('rekor', 'evil'));
  for (const file of ['timestamp.json', 'snapshot.json', 'targets.json']) {
    writeFileSync(join(cache, file), await (await fetch(`${evil.url}/${file}`)).text());
  }
  const root = await fetched();
  expect(root.tlogs.map(({ baseUrl }) => baseUrl)).toEqual(['https://rekor.example.test']);
  await evil.stop();
});

test('a repository of somebody else is refused', async () => {
  const evil = await TufRepository.start(text);
  await expect(fetched(evil.url)).rejects.toMatchObject({ code: 'unavailable' });
  await evil.stop();
});

describe('a repository that cannot be had', () => {
  test('says what to do', async () => {
    await expect(fetched(`${repository.url}/nowhere`)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('trust root'),
      fix: expect.stringContaining('signatures.trustedRoot'),
    });
  });

  test('is not asked in a run that was stopped', async () => {
    await expect(fetched(repository.url, repository, AbortSignal.abort('SIGTERM'))).rejects.toBe('SIGTERM');
    expect(repository.requests).toEqual([]);
  });

  test('is not waited for once the run is stopped', async () => {
    const controller = new AbortController();
    // Silent until the run is stopped; then it answers, so that nothing is left behind this test.
    const silent = createServer((_request, response) => {
      const answer = () => response.writeHead(404, { connection: 'close' }).end();
      if (controller.signal.aborted) answer();
      else controller.signal.addEventListener('abort', answer);
    });
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as AddressInfo;
    setTimeout(() => controller.abort('SIGTERM'), 100);
    const url = `http://127.0.0.1:${port}`;
    await expect(fetched(url, repository, controller.signal)).rejects.toBe('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    silent.close();
  });
});
