/** The cache service of GitHub Actions (version 2 of its protocol), in front of a real blob store. */
import type { ServerResponse } from 'node:http';
import { type Azurite, startAzurite } from '../servers/azurite.ts';
import { type Received, startFaultServer } from '../stores/registry/fault-server.ts';

/** How requests are answered: as they should be, all with a status, or every save refused. */
export type Mood =
  | { readonly kind: 'well' | 'read-only' | 'duplicate' }
  | {
      readonly kind: 'failing';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface CacheService {
  /** What a runner gives a step so that it finds the service. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys of all complete entries, oldest first. */
  keys(): readonly string[];
  setMood(mood: Mood): void;
  /** Replaces the newest complete entry's archive by bytes that are none. */
  damageNewest(): Promise<void>;
  /** Names of the methods that were called. */
  called(): readonly string[];
}

interface Entry {
  readonly key: string;
  readonly version: string;
  readonly blob: string;
  isComplete: boolean;
}

interface Service {
  readonly azurite: Azurite;
  readonly entries: Entry[];
  readonly onSave: () => void;
  mood: Mood;
}

/** `onSave` is called when a step begins to save an entry. */
export async function startCacheService(onSave = (): void => undefined): Promise<CacheService> {
  const service: Service = { azurite: await startAzurite(), entries: [], onSave, mood: { kind: 'well' } };
  const server = await startFaultServer((request, response) => answer(request, response, service));
  return {
    env: {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: 'a-runtime-token',
    },
    keys: () => service.entries.filter(({ isComplete }) => isComplete).map(({ key }) => key),
    setMood: (mood) => {
      service.mood = mood;
    },
    damageNewest: async () => {
      const newest = service.entries.findLast(({ isComplete }) => isComplete);
      await service.azurite.blob(newest?.blob ?? '').uploadData(Buffer.from('this is no archive'));
    },
    called: () => server.received.map(({ url }) => url.split('/').at(-1) ?? ''),
  };
}

async function answer(request: Received, response: ServerResponse, service: Service): Promise<void> {
  const { mood } = service;
  if (mood.kind === 'failing') {
    response.writeHead(mood.status, { 'content-type': 'application/json', ...mood.headers });
    return void response.end('{"code":"unavailable","msg":"no cache today"}');
  }
  const { status, body } = await handle(request, service);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Names are snake_case on the wire. */
interface Asked {
  readonly key: string;
  readonly version: string;
  readonly restore_keys?: readonly string[];
}

async function handle({ url, body }: Received, service: Service): Promise<Answer> {
  const asked: Asked = JSON.parse(body.toString());
  if (url.endsWith('/CreateCacheEntry')) return create(asked, service);
  if (url.endsWith('/FinalizeCacheEntryUpload')) return finalize(asked, service);
  if (url.endsWith('/GetCacheEntryDownloadURL')) return find(asked, service);
  return { status: 404, body: { code: 'bad_route' } };
}

async function create({ key, version }: Asked, { azurite, entries, mood, onSave }: Service): Promise<Answer> {
  onSave();
  if (mood.kind === 'read-only')
    return { status: 200, body: { ok: false, message: 'cache write denied: the token is read-only' } };
  const isKnown = entries.some((entry) => entry.key === key && entry.version === version);
  if (isKnown || mood.kind === 'duplicate')
    return { status: 409, body: { code: 'already_exists', msg: 'cache entry with the same key exists' } };
  const blob = `entry-${entries.length}`;
  entries.push({ key, version, blob, isComplete: false });
  return { status: 200, body: { ok: true, signed_upload_url: await azurite.signedUrl(blob, 'cw') } };
}

async function finalize({ key }: Asked, { azurite, entries }: Service): Promise<Answer> {
  const index = entries.findLastIndex((entry) => entry.key === key);
  const entry = entries[index];
  if (entry === undefined || !(await azurite.blob(entry.blob).exists())) return { status: 404, body: {} };
  entry.isComplete = true;
  return { status: 200, body: { ok: true, entry_id: String(index + 1) } };
}

/** The newest entry for the first key that fits as a prefix; all of the same version, which is a hash of the paths. */
async function find({ key, version, restore_keys = [] }: Asked, service: Service): Promise<Answer> {
  for (const prefix of [key, ...restore_keys]) {
    const found = service.entries.findLast(
      (entry) => entry.isComplete && entry.version === version && entry.key.startsWith(prefix),
    );
    if (found === undefined) continue;
    const signed = await service.azurite.signedUrl(found.blob, 'r');
    return { status: 200, body: { ok: true, signed_download_url: signed, matched_key: found.key } };
  }
  return { status: 200, body: { ok: false } };
}
