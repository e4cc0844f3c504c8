import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCredentials } from '../../../src/stores/credentials/lookup.ts';
import type { Credential } from '../../../src/stores/registry/credential.ts';
import { base64, type Folder, NEVER, temporaryFolder } from './support.ts';

const run = promisify(execFile);
const PASSWORD = 'p:ä "quoted" $x';
let folder: Folder;
let registry: ChildProcess;
let host: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  host = `127.0.0.1:${await freePort()}`;
  const { stdout } = await run('htpasswd', ['-nbB', '-C', '4', 'ann', PASSWORD]);
  const users = await folder.write('users', stdout);
  const config = await folder.write('registry.yml', {
    version: 0.1,
    storage: { inmemory: {} },
    http: { addr: host },
    auth: { htpasswd: { realm: 'test', path: users } },
  });
  registry = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  await answers();
});

afterAll(async () => {
  registry.kill('SIGKILL');
  await folder[Symbol.asyncDispose]();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answers(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const response = await fetch(`http://${host}/v2/`).catch(() => null);
    await response?.body?.cancel();
    if (response?.status === 401) return;
    await sleep(25);
  }
  throw new Error('docker-registry does not answer');
}

describe('after skopeo login', () => {
  test('what it wrote is found as auth file and as docker config, and lets us in', async () => {
    const file = join(folder.path, 'login', 'config.json');
    const login = run('skopeo', [
      'login',
      '--authfile',
      file,
      '--tls-verify=false',
      '-u',
      'ann',
      '--password-stdin',
      host,
    ]);
    login.child.stdin?.end(PASSWORD);
    await login;
    for (const env of [{ REGISTRY_AUTH_FILE: file }, { DOCKER_CONFIG: join(folder.path, 'login') }]) {
      const credential = await find(env);
      expect(credential).toEqual({ kind: 'basic', username: 'ann', password: PASSWORD });
    }
    expect(await status('ann', PASSWORD)).toBe(200);
    expect(await status('ann', 'wrong')).toBe(401);
  });
});

function find(env: Record<string, string>): Promise<Credential | null> {
  const lookup = createCredentials({
    env,
    homeDirectory: join(folder.path, 'home'),
    uid: null,
    configuredAuth: new Map(),
    allowEnv: [],
    inWorkspace: null,
    onUse: () => {},
    onSecret: () => {},
  });
  return lookup(host, 'any/app', NEVER);
}

async function status(username: string, password: string): Promise<number> {
  const authorization = `Basic ${base64(`${username}:${password}`)}`;
  const response = await fetch(`http://${host}/v2/`, { headers: { authorization } });
  await response.body?.cancel();
  return response.status;
}
