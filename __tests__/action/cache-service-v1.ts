/** The cache service of GitHub Enterprise Server and of other runners (version 1 of its protocol), as far as it is needed. */
import type { ServerResponse } from 'node:http';
import { type Received, startFaultServer } from '../stores/registry/fault-server.ts';

export interface OldCacheService {
  /** What a runner gives a step so that it finds the service. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys of all complete entries, oldest first. */
  keys(): readonly string[];
}

interface Entry {
  readonly key: string;
  readonly version: string;
  readonly chunks: { readonly from: number; readonly bytes: Buffer }[];
  isComplete: boolean;
}

const API = '/_apis/artifactcache/';

export async function startOldCacheService(): Promise<OldCacheService> {
  const entries: Entry[] = [];
  const server = await startFaultServer((request, response) =>
    answer(request, response, { entries, url: server.url }),
  );
  return {
    env: { ACTIONS_CACHE_URL: `${server.url}/`, ACTIONS_RUNTIME_TOKEN: 'a-runtime-token' },
    keys: () => entries.filter(({ isComplete }) => isComplete).map(({ key }) => key),
  };
}

interface Stored {
  readonly entries: Entry[];
  readonly url: string;
}

function answer({ method, url, headers, body }: Received, response: ServerResponse, stored: Stored): void {
  const { entries } = stored;
  const { pathname, searchParams } = new URL(url, stored.url);
  const path = pathname.replace(API, '');
  const entry = entries[Number(path.split('/')[1]) - 1];
  if (path === 'cache') {
    const found = find(searchParams.get('keys') ?? '', searchParams.get('version') ?? '', entries);
    if (found < 0) return void response.writeHead(204).end();
    return void json(response, {
      archiveLocation: `${stored.url}${API}archives/${found + 1}`,
      cacheKey: entries[found]?.key,
    });
  }
  if (path === 'caches') {
    const { key, version } = JSON.parse(body.toString());
    if (
      find(
        key,
        version,
        entries.filter((each) => each.key === key),
      ) >= 0
    )
      return void response.writeHead(409).end('{}');
    entries.push({ key, version, chunks: [], isComplete: false });
    return void json(response, { cacheId: entries.length });
  }
  if (entry === undefined) return void response.writeHead(404).end();
  if (method === 'PATCH') {
    entry.chunks.push({
      from: Number(/^bytes (\d+)-/.exec(String(headers['content-range']))?.[1]),
      bytes: body,
    });
    return void response.writeHead(204).end();
  }
  if (method === 'POST') {
    entry.isComplete = true;
    return void response.writeHead(204).end();
  }
  response.end(Buffer.concat(entry.chunks.toSorted((a, b) => a.from - b.from).map(({ bytes }) => bytes)));
}

/** The newest entry for the first key that fits: exactly, else as a prefix. */
function find(keys: string, version: string, entries: readonly Entry[]): number {
  for (const key of keys.split(',')) {
    const found = entries.findLastIndex(
      (entry) => entry.isComplete && entry.version === version && entry.key.startsWith(key),
    );
    if (found >= 0) return found;
  }
  return -1;
}

function json(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
