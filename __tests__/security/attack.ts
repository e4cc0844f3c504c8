/**
 * The stage for attacks: a source and a mirror that want a login and may be attackers themselves, an honest source and
 * an honest mirror beside them, and the whole program in one process. The image `app` comes from the source that wants
 * a login, `other` from the honest one; the mirror that wants a login is `eu`, the honest one `us`.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect } from '@jest/globals';
import type { RawOptions } from '../../src/commands/options.ts';
import type { Report } from '../../src/report/model.ts';
import { run } from '../../src/run.ts';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { putBlob, repositoryForWriting } from '../../src/stores/memory-content.ts';
import {
  createRecordingHost,
  type RecordingHost,
  type RecordingHostOptions,
} from '../fakes/recording-host.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import {
  type FaultServer,
  type Handler,
  type Received,
  startFaultServer,
} from '../stores/registry/fault-server.ts';

export const PASSWORD = 'hunter2-swordfish';
const LOGIN = `Basic ${Buffer.from(`alice:${PASSWORD}`).toString('base64')}`;
export const app = makeImage({ seed: 'app' });
export const other = makeImage({ seed: 'other' });
/** Entry of `auths` for a registry that takes the login. */
export const AUTH = { auth: Buffer.from(`alice:${PASSWORD}`).toString('base64') };

/** Sees every request before the registry does; true: it has answered. `loggedIn`: the request shows the login. */
export type Attack = (request: IncomingMessage, response: ServerResponse, loggedIn: boolean) => boolean;

export interface Staging {
  /** The registry with the image `app`. */
  readonly source?: Attack;
  /** The mirror `eu`. */
  readonly mirror?: Attack;
  /** What the source holds; `app` by default. */
  readonly tree?: ImageTree;
  /** The host under which the source is named. */
  readonly sourceName?: string;
  /** More keys of the mirror manifest; `SOURCE` stands for the source's host. */
  readonly manifest?: string;
  /** More keys of the image `app`. */
  readonly image?: string;
  readonly host?: RecordingHostOptions;
}

export interface Stage {
  readonly host: RecordingHost;
  /** `127.0.0.1:PORT` */
  readonly source: string;
  readonly mirror: string;
  /** Tags of `app` on a mirror. */
  tagsOn(mirror: 'eu' | 'us'): readonly string[];
  run(command: string, options?: RawOptions): Promise<End>;
}

export interface End {
  readonly exitCode: number;
  readonly report: Report;
  readonly rules: readonly string[];
  /** By `image mirror`. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** The report and everything that was logged. */
  readonly said: string;
}

/** The attack cost the image that it was about, and nothing else. */
export const APP_FAILED = {
  'app eu': 'failed',
  'app us': 'failed',
  'other eu': 'copied',
  'other us': 'copied',
};
/** The attack cost the mirror that it came from, and nothing else. */
export const EU_FAILED = {
  'app eu': 'failed',
  'app us': 'copied',
  'other eu': 'failed',
  'other us': 'copied',
};
export const ALL_COPIED = {
  'app eu': 'copied',
  'app us': 'copied',
  'other eu': 'copied',
  'other us': 'copied',
};

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export async function stage(staging: Staging = {}): Promise<Stage> {
  const source = await startRegistry(guarded(staging.source ?? (() => false)));
  const eu = await startRegistry(guarded(staging.mirror ?? (() => false)));
  const [honest, us] = [await startRegistry(), await startRegistry()];
  push(source.backend, staging.tree ?? app, 'app');
  push(honest.backend, other, 'other');
  const named = staging.sourceName?.replace('PORT', source.address.split(':')[1] ?? '') ?? source.address;
  const text = [
    'version: 1',
    staging.manifest?.replaceAll('SOURCE', named) ?? '',
    `mirrors: [{ name: eu, target: ${eu.address} }, { name: us, target: ${us.address} }]`,
    'images:',
    `  - { source: ${named}/app, allowMirrorByTags: true, ${staging.image ?? 'tags: ["1"]'} }`,
    `  - { source: ${honest.address}/other, tags: ["1"], allowMirrorByTags: true }`,
  ].join('\n');
  const auths = { [named]: AUTH, [eu.address]: AUTH };
  const host = newHost({
    ...staging.host,
    files: { 'mirror.yaml': text, ...staging.host?.files },
    env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths }), ...staging.host?.env },
  });
  const mirrors = { eu, us };
  return {
    host,
    source: source.address,
    mirror: eu.address,
    tagsOn: (mirror) => [...(mirrors[mirror].backend.content.repositories.get('app')?.tags.keys() ?? [])],
    run: (command, options) => runIn(host, command, options),
  };
}

export interface OneImage {
  /** `registry.example.com/app` */
  readonly image: string;
  /** The registry as credential files name it, which has the login; the image's own by default. */
  readonly loginFor?: string;
  /** How to talk to registries, by host. */
  readonly registries?: Readonly<Record<string, object>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `sync` on one image alone, whose registry has a login; nothing listens at its mirror. */
export async function syncOne({ image, loginFor, registries = {}, env = {} }: OneImage): Promise<End> {
  const manifest = {
    version: 1,
    mirrors: [{ name: 'us', target: '127.0.0.1:9' }],
    registries,
    images: [{ source: image, tags: ['1'] }],
  };
  const [host = ''] = image.split('/');
  const auths = JSON.stringify({ auths: { [loginFor ?? host]: AUTH } });
  const files = { 'mirror.yaml': JSON.stringify(manifest) };
  return runIn(newHost({ files, env: { DOCKER_AUTH_CONFIG: auths, ...env } }), 'sync');
}

/** A host with these files that is removed after the test. */
export function newHost(options: RecordingHostOptions): RecordingHost {
  const host = createRecordingHost({ env: {}, ...options });
  closing.push(() => host.dispose());
  return host;
}

/** Runs a command with its memory and report in the working directory. Whatever happens, the password is told to nobody. */
export async function runIn(host: RecordingHost, command: string, options: RawOptions = {}): Promise<End> {
  const exitCode = await run(
    { command, positionals: [], options: { json: 'report.json', state: 'state', ...options } },
    host,
  );
  const path = host.path('report.json');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const report: Report = JSON.parse(text);
  const said = [text, host.summary, host.shown, host.stdout, ...host.logs.map((line) => line.message)].join(
    '\n',
  );
  expect(said).not.toContain(PASSWORD);
  expect(said).not.toContain(AUTH.auth);
  return {
    exitCode,
    report,
    rules: [...new Set(report.findings?.map(({ rule }) => rule))],
    outcomes: outcomesOf(report),
    said,
  };
}

function outcomesOf({ images = [] }: Report): Record<string, string> {
  const rows = images.flatMap(({ source, mirrors }) => {
    const name = /\/(\w+)[:@]/.exec(source)?.[1] ?? source;
    return mirrors.map(({ mirror, outcome }) => [`${name} ${mirror}`, outcome] as const);
  });
  return Object.fromEntries(rows);
}

interface Registry {
  readonly backend: MemoryBackend;
  readonly address: string;
}

async function startRegistry(
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<Registry> {
  const backend = createMemoryBackend();
  const server = await createRegistryServer(backend, { writable: true, intercept });
  closing.push(() => server.close());
  return { backend, address: `${server.host}:${server.port}` };
}

/** Wants the login, and sets a cookie that nobody should ever see again. */
function guarded(attack: Attack) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    response.setHeader('set-cookie', 'session=of-the-victim; Path=/');
    const loggedIn = request.headers.authorization === LOGIN;
    if (attack(request, response, loggedIn)) return true;
    if (loggedIn) return false;
    response.writeHead(401, { 'www-authenticate': 'Basic realm="victim"' }).end();
    return true;
  };
}

function push({ content }: MemoryBackend, tree: ImageTree, repository: string): void {
  for (const [digest, bytes] of tree.blobs) putBlob(content, repository, digest, bytes);
  const held = repositoryForWriting(content, repository);
  for (const { mediaType, digest, bytes } of tree.manifests)
    held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
  held.tags.set('1', tree.root.digest);
}

/** A server of an attacker. By default it asks for a login, as one would to be shown it. */
export function startAttacker(handler: Handler = wantsLogin): Promise<FaultServer> {
  return startFaultServer(handler);
}

const wantsLogin: Handler = (_request, response) => {
  response.writeHead(401, { 'www-authenticate': 'Basic realm="attacker"' }).end();
};

const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];

/** What of the requests was not for strangers: names of headers, and bodies. Empty: the attacker got nothing. */
export function taken(received: readonly Received[]): readonly string[] {
  return received.flatMap(({ headers, body }) => [
    ...SECRET_HEADERS.filter((name) => headers[name] !== undefined),
    ...(body.length === 0 ? [] : [`a body of ${body.length} bytes`]),
  ]);
}

/** Whether a request is for the content of blobs, for the manifest of a tag, for uploads … */
export const asksFor = ({ url = '' }: IncomingMessage, what: string): boolean => url.includes(`/${what}/`);
