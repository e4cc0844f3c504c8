/**
 * Secrets of every kind, planted wherever a run takes one, and searched for in everything that a run says, writes or remembers,
 * by every command. Each has to have been received where it belongs: a secret that was not used could not leak.
 * What the runner is told to mask is in `__tests__/action/secrets.test.ts`.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeJob } from '../action/runner.ts';
import { makeWorkspace, type Workspace } from '../e2e/workspace.ts';
import { makeImage } from '../fixtures/images.ts';
import { type FaultServer, type Received, startFaultServer } from '../stores/registry/fault-server.ts';

const IMAGE = makeImage({ seed: 'secrets' });

const SECRETS = {
  password: 'p<a>s&s"w\'o/r d%41é|`$x',
  dockerPassword: 'hunter2-swordfish-docker',
  wrongPassword: 'wr0ng-batteryStaple',
  identityToken: 'identity-0f-the-refresh-t0ken',
  registryToken: 'registry-t0ken-as-it-is',
  bearer: 'eyJhbGciOi.bearer-0f-the-token-server.c2ln',
  helper: 'helper-s3cret-from-stdout',
  signature: 'X5igned0123456789abcdef-signature',
  uploadState: 'upl0ad-state-0f-a-session',
  proxy: 'pr0xy-passw0rd-here',
} as const;
type SecretName = keyof typeof SECRETS;
/** Stand in files that are refused: nobody receives them, and the refusal must not show them. */
const REFUSED = {
  key: 'k3y-material-0f-a-client-key',
  userinfo: 'us3rinfo-of-an-endpoint',
  literal: 'l1teral-password-in-the-file',
};

/** Every spelling in which a secret could stand somewhere. */
function spellings(secret: string): readonly string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const numbered = secret.replace(/[&<>"'`]/g, (one) => `&#${one.charCodeAt(0)};`);
  const inside = [0, 1, 2].map((lead) =>
    Buffer.from(`${'x'.repeat(lead)}${secret}`)
      .toString('base64')
      .slice(lead === 0 ? 0 : lead + 1, -4),
  );
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    html,
    html.replaceAll('"', '&quot;'),
    numbered,
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice(2),
    secret.slice(0, 12),
    ...inside,
    ...inside.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

function leaksIn(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)) ? [name] : [],
  );
}

/** Repeats all it was told, as it is, decoded and encoded: in a code, a message, a warning and an address. */
function repeat({ headers, url }: Received, response: ServerResponse): void {
  const { authorization = '' } = headers;
  const decoded = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const password = decoded.replace(/^[^:]*:/, '');
  const told = `${authorization} is ${decoded}, ${password}, ${encodeURIComponent(password)}, ${Buffer.from(password).toString('base64')} for ${url}`;
  response.writeHead(403, {
    'content-type': 'application/json',
    warning: `299 - "${told.replace(/[^\x20-\x7e]|["\\]/g, '')}"`,
  });
  response.end(JSON.stringify({ errors: [{ code: 'DENIED', message: told, detail: { told } }] }));
}

function challengeBasic(response: ServerResponse): void {
  response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
}

interface Servers {
  /** Basic; repeats what it is told. */
  readonly basic: FaultServer;
  readonly docker: FaultServer;
  readonly wrong: FaultServer;
  readonly helper: FaultServer;
  /** Bearer, from its own token server; repeats it. */
  readonly bearer: FaultServer;
  readonly identity: FaultServer;
  /** Takes a registry token; repeats it. */
  readonly registryToken: FaultServer;
  /** Sends readers of blobs to the store, with a signed address. */
  readonly signed: FaultServer;
  readonly store: FaultServer;
  /** A mirror whose uploads have a state in their address. */
  readonly uploads: FaultServer;
  readonly proxy: FaultServer;
}

const speakBasic = () =>
  startFaultServer((request, response) =>
    request.headers.authorization === undefined ? challengeBasic(response) : repeat(request, response),
  );

/** Gives tokens at `/token`, wants one elsewhere, and repeats it. */
const speakBearer = () =>
  startFaultServer((request, response) => {
    const { url, headers } = request;
    if (url.startsWith('/token'))
      return void response.end(JSON.stringify({ token: SECRETS.bearer, expires_in: 300 }));
    if (headers.authorization !== undefined) return repeat(request, response);
    response
      .writeHead(401, { 'www-authenticate': `Bearer realm="http://${headers.host}/token",service="s"` })
      .end();
  });

async function startSigned(store: FaultServer): Promise<FaultServer> {
  return startFaultServer(({ url, method }, response) => {
    if (url.includes('/manifests/')) {
      const { mediaType, digest, bytes } = IMAGE.root;
      response.writeHead(200, {
        'content-type': mediaType,
        'docker-content-digest': digest,
        'content-length': bytes.length,
      });
      return void response.end(method === 'HEAD' ? undefined : bytes);
    }
    if (!url.includes('/blobs/')) return void response.writeHead(url === '/v2/' ? 200 : 404).end('{}');
    response
      .writeHead(307, { location: `${store.url}/bucket/x?X-Amz-Signature=${SECRETS.signature}&x=1` })
      .end();
  });
}

const startUploads = () =>
  startFaultServer((request, response) => {
    const { url, method, headers } = request;
    if (method === 'POST')
      return void response
        .writeHead(202, {
          location: `http://${headers.host}${url.split('?')[0]}1?_state=${SECRETS.uploadState}`,
        })
        .end();
    if (method === 'PUT' || method === 'PATCH') {
      response.writeHead(400, { 'content-type': 'application/json' });
      return void response.end(
        JSON.stringify({ errors: [{ code: 'BLOB_UPLOAD_INVALID', message: `no session ${url}` }] }),
      );
    }
    response.writeHead(method === 'DELETE' ? 204 : url === '/v2/' ? 200 : 404).end();
  });

const heardByProxy: string[] = [];

/** Any request through it is answered by what it was told. */
const startProxy = () =>
  startFaultServer(() => undefined, {
    onHead: (request, response) => {
      const authorization = request.headers['proxy-authorization'] ?? '';
      heardByProxy.push(Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString());
      repeat(
        {
          headers: { authorization },
          url: request.url ?? '',
          method: '',
          body: Buffer.alloc(0),
          connection: 0,
        },
        response,
      );
      return true;
    },
  });

async function startServers(): Promise<Servers> {
  const store = await startFaultServer(repeat);
  const [basic, docker, wrong, helper] = await Promise.all([
    speakBasic(),
    speakBasic(),
    speakBasic(),
    speakBasic(),
  ]);
  const [bearer, identity, registryToken] = await Promise.all([speakBearer(), speakBearer(), speakBearer()]);
  const [signed, uploads, proxy] = await Promise.all([startSigned(store), startUploads(), startProxy()]);
  return { basic, docker, wrong, helper, bearer, identity, registryToken, store, signed, uploads, proxy };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Whether a server has received a secret, in whatever way it is sent. */
function hasReceived({ received }: FaultServer, secret: string): boolean {
  return received.some(({ headers, url, body }) => {
    const authorization = String(headers.authorization ?? '');
    const sent = [
      authorization,
      Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString(),
      url,
      decodeURIComponent(body.toString()),
    ];
    return sent.some((text) => text.includes(secret));
  });
}

function credentialsOf(servers: Servers, folder: string, bin: string): Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  mkdirSync(bin, { recursive: true });
  const { docker, helper, identity, registryToken, bearer } = servers;
  const config = {
    auths: {
      [docker.host]: { auth: base64(`docker:${SECRETS.dockerPassword}`) },
      [bearer.host]: { auth: base64(`docker:${SECRETS.dockerPassword}`) },
      [identity.host]: { identitytoken: SECRETS.identityToken },
      [registryToken.host]: { registrytoken: SECRETS.registryToken },
    },
    credHelpers: { [helper.host]: 'leaky' },
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const program = join(bin, 'docker-credential-leaky');
  writeFileSync(
    program,
    `#!/bin/sh\necho 'debug: ${SECRETS.helper}' >&2\necho '{"ServerURL":"x","Username":"h","Secret":"${SECRETS.helper}"}'\n`,
  );
  chmodSync(program, 0o755);
  return {
    DOCKER_CONFIG: folder,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    MIRROR_USER: 'odd',
    MIRROR_PASSWORD: SECRETS.password,
    MIRROR_WRONG: SECRETS.wrongPassword,
    HTTP_PROXY: `http://proxy:${SECRETS.proxy}@${servers.proxy.host}`,
    HTTPS_PROXY: `http://proxy:${SECRETS.proxy}@${servers.proxy.host}`,
  };
}

function manifestOf(servers: Servers): object {
  const { basic, wrong, signed, uploads, store, proxy, ...others } = servers;
  const auth = { usernameEnv: 'MIRROR_USER', passwordEnv: 'MIRROR_PASSWORD' };
  const hosts = [basic, wrong, ...Object.values(others)].map(({ host }) => host);
  return {
    unlocked: 'resolve',
    referrers: 'ignore',
    mirrors: [
      { name: 'uploads', target: uploads.host },
      ...hosts.map((target, at) => ({ name: `m${at}`, target: `${target}/mirror` })),
    ],
    registries: {
      [basic.host]: { auth },
      [wrong.host]: { auth: { usernameEnv: 'MIRROR_USER', passwordEnv: 'MIRROR_WRONG' } },
      'registry.example.test': { tls: false },
    },
    images: [
      { source: `${signed.host}/app`, digests: [IMAGE.root.digest] },
      ...hosts.map((host, at) => ({ source: `${host}/app`, tags: ['1'], repository: `r${at}` })),
      { source: 'registry.example.test/app', tags: ['1'], repository: 'proxied' },
    ],
  };
}

const FILES = ['--summary', 'out.md', '--html', 'out.html', '--sarif', 'out.sarif', '--log-level', 'debug'];
const COMMANDS: readonly (readonly string[])[] = [
  ['sync', '--time-budget', '30s'],
  ['plan'],
  ['drift'],
  ['verify'],
  ['lock'],
  ['check', '--policy', 'registries.conf'],
  ['explain', 'docker.io/library/redis:7', '--probe', '--policy', 'registries.conf'],
];
const INPUTS = new Set(['docker/config.json', 'bin/docker-credential-leaky']);

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(directory, name)).isFile(),
  );
}

describe('every secret', () => {
  let servers: Servers;
  let workspace: Workspace;
  const said: Record<string, string> = {};

  beforeAll(async () => {
    servers = await startServers();
    workspace = makeWorkspace();
    Object.assign(workspace.env, credentialsOf(servers, workspace.path('docker'), workspace.path('bin')));
    workspace.manifest(manifestOf(servers));
    const mirrors = [servers.basic, servers.docker, servers.bearer].map(
      ({ host }) => `{ location = "${host}/library/redis", insecure = true }`,
    );
    workspace.write(
      'registries.conf',
      `[[registry]]\nlocation = "docker.io/library/redis"\nblocked = false\nmirror = [${mirrors.join(', ')}]\n`,
    );
    for (const args of COMMANDS) {
      const run = await workspace.run(...args, ...FILES);
      const name = args[0] ?? '';
      const written = filesBelow(workspace.directory).filter((file) => !INPUTS.has(file));
      said[`${name} standard output`] = run.stdout;
      said[`${name} standard error`] = run.stderr;
      for (const file of written) said[`${name} ${file}`] = readFileSync(workspace.path(file), 'utf8');
    }
  }, 120_000);

  const RECEIVED_BY: Readonly<Record<Exclude<SecretName, 'proxy'>, keyof Servers>> = {
    password: 'basic',
    dockerPassword: 'docker',
    wrongPassword: 'wrong',
    identityToken: 'identity',
    registryToken: 'registryToken',
    bearer: 'bearer',
    helper: 'helper',
    signature: 'store',
    uploadState: 'uploads',
  };
  test.each(Object.entries(RECEIVED_BY))(
    '%s was received where it belongs (%s), and repeated',
    (name, server) => {
      expect(hasReceived(servers[server], SECRETS[name as SecretName])).toBe(true);
    },
  );

  test('the login of a proxy was received by it, and repeated', () => {
    expect(heardByProxy).toContain(`proxy:${SECRETS.proxy}`);
  });

  test('was received nowhere else', () => {
    for (const [name, server] of Object.entries(RECEIVED_BY)) {
      const strangers = Object.entries(servers).filter(
        ([other]) => other !== server && !(name === 'dockerPassword' && other === 'bearer'),
      );
      const knowing = strangers
        .filter(([, other]) => hasReceived(other, SECRETS[name as SecretName]))
        .map(([other]) => other);
      expect({ name, knowing: name === 'bearer' ? [] : knowing }).toEqual({ name, knowing: [] });
    }
  });

  test('stands in nothing that a run says, writes or remembers', () => {
    expect(Object.keys(said)).toEqual(
      expect.arrayContaining([
        'sync out.html',
        'sync out.md',
        'sync out.sarif',
        'sync report.json',
        'sync standard error',
        'explain report.json',
      ]),
    );
    expect(Object.keys(said).some((name) => name.includes('state/'))).toBe(true);
    const leaks = Object.entries(said).flatMap(([name, text]) =>
      leaksIn(text, SECRETS).map((secret) => `${secret} in ${name}`),
    );
    expect(leaks).toEqual([]);
  });

  test('leaves its mark where it was taken out, and the name of where it came from', () => {
    expect(said['sync report.json']).toContain('***');
    expect(said['sync standard error']).toMatch(/MIRROR_USER|MIRROR_PASSWORD/);
    expect(said['sync standard error']).toContain('config.json');
  });
});

describe('in the Action', () => {
  test('no secret is in the log, the annotations, or a file that is left behind', async () => {
    const servers = await startServers();
    const job = makeJob();
    const outside = join(job.temporary, 'credentials');
    job.manifest(manifestOf(servers));
    const end = await job.run({
      with: {
        html: 'out.html',
        sarif: 'out.sarif',
        summary: 'out.md',
        'log-level': 'debug',
        'time-budget': '30s',
      },
      env: credentialsOf(servers, join(outside, 'docker'), join(outside, 'bin')),
      timeoutMs: 60_000,
    });
    expect(end.code).toBe(1);
    expect(hasReceived(servers.identity, SECRETS.identityToken)).toBe(true);
    const masks = end.log.split('\n').filter((line) => line.startsWith('::add-mask::'));
    expect(masks.length).toBeGreaterThan(8);
    const lines = end.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(leaksIn(lines.join('\n'), SECRETS)).toEqual([]);
    for (const folder of [job.workspace, job.temporary]) {
      const files = filesBelow(folder).filter((name) => !name.startsWith('credentials/'));
      for (const name of files)
        expect([name, ...leaksIn(readFileSync(join(folder, name), 'utf8'), SECRETS)]).toEqual([name]);
    }
  });
});

describe('a secret in a file that cannot be used', () => {
  test.each<[string, (workspace: Workspace) => void]>([
    [
      'a client key that is none',
      (workspace) => {
        workspace.write('me.key', `-----BEGIN PRIVATE KEY-----\n${REFUSED.key}\n-----END PRIVATE KEY-----\n`);
        workspace.write('me.pem', `-----BEGIN CERTIFICATE-----\n${REFUSED.key}\n-----END CERTIFICATE-----\n`);
        workspace.manifest({
          mirrors: [{ name: 'a', target: 'a.example.test' }],
          registries: { 'a.example.test': { tls: { cert: 'me.pem', key: 'me.key' } } },
          images: ['redis:7'],
        });
      },
    ],
    [
      'a password in the address of an endpoint',
      (workspace) =>
        workspace.manifest({
          mirrors: [{ name: 'a', target: `user:${REFUSED.userinfo}@a.example.test/x` }],
          registries: { 'docker.io': { endpoints: [`https://user:${REFUSED.userinfo}@b.example.test`] } },
          images: [`user:${REFUSED.userinfo}@c.example.test/redis:7`],
        }),
    ],
    [
      'a password where only the name of a variable may stand',
      (workspace) =>
        workspace.manifest({
          mirrors: [{ name: 'a', target: 'a.example.test' }],
          registries: {
            'a.example.test': {
              auth: { username: 'me', password: REFUSED.literal, passwordEnv: `${REFUSED.literal} x` },
            },
          },
          images: ['redis:7'],
        }),
    ],
    [
      'credentials of Docker that are no JSON',
      (workspace) => {
        workspace.write(
          'docker/config.json',
          `{"auths":{"a.example.test":{"auth":"${base64(`u:${REFUSED.literal}`)}" "${REFUSED.literal}"}}}`,
        );
        workspace.manifest({
          mirrors: [{ name: 'v', target: 'oci:./v' }],
          images: ['127.0.0.1:9/redis:7'],
          unlocked: 'resolve',
        });
      },
    ],
  ])('%s is refused without being shown', async (_what, write) => {
    const workspace = makeWorkspace();
    write(workspace);
    const run = await workspace.run('plan', ...FILES);
    expect(run.code).not.toBe(0);
    const texts = [
      run.stdout,
      run.stderr,
      ...['report.json', 'out.md', 'out.html', 'out.sarif'].map(workspace.read),
    ];
    for (const text of texts) expect(leaksIn(text, REFUSED)).toEqual([]);
  });
});
