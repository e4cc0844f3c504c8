/** Whose credentials are whose: hosts and paths compare whole, and a pull request brings none. */
import { chmod } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { authsWith, temporaryFolder } from '../stores/credentials/support.ts';
import { newHost, PASSWORD, runIn, startAttacker, syncOne, taken } from './attack.ts';
import { type Site, startInternet, syncPublic } from './internet.ts';

const wantsLogin: Site = ({ headers }, response) => {
  const status = headers.authorization === undefined ? 401 : 404;
  response.writeHead(status, { 'www-authenticate': 'Basic realm="x"' }).end();
};

describe('sigstore-js 85c5838, 1718: the login for one registry is not for its look-alikes', () => {
  test.each([
    ['gcr.io', 'gcr.io/app', true],
    ['gcr.io', 'evil-gcr.io/app', false],
    ['gcr.io', 'gcr.io.evil.com/app', false],
    ['gcr.io', 'x.gcr.io/app', false],
    ['ghcr.io', 'ghcr.io.evil.com/app', false],
    ['reg.example', 'reg.example:5000/app', false],
    ['reg.example:5000', 'reg.example/app', false],
    ['reg.example:5000', 'reg.example:50000/app', false],
    ['reg.example/team', 'reg.example/team/app', true],
    ['reg.example/team', 'reg.example/teamwork/app', false],
    ['reg.example/team', 'reg.example/app', false],
    ['reg.example/team', 'other.example/team/app', false],
    ['https://index.docker.io/v1/', 'index.docker.io.evil.com/app', false],
    ['https://reg.example/v1/', 'reg.example/app', true],
    ['123.dkr.ecr.us-east-1.amazonaws.com', '123.dkr.ecr.us-east-1.amazonaws.com.evil.io/app', false],
  ])('%s, asked by %s: %s', async (loginFor, image, isShown) => {
    const [host = ''] = image.split('/');
    const internet = await startInternet({ [host]: wantsLogin });
    await syncPublic(image, internet, loginFor);
    expect(internet.at(host).length).toBeGreaterThan(0);
    expect(taken(internet.at(host)).includes('authorization')).toBe(isShown);
  });
});

describe('a mirror manifest that a pull request brings', () => {
  const SECRETS = {
    MIRROR_USER: 'bob',
    ACTIONS_RUNTIME_TOKEN: PASSWORD,
    RUNNER_SECRET: PASSWORD,
    GITHUB_TOKEN: PASSWORD,
    HOME: PASSWORD,
    mirror_lower: PASSWORD,
  };

  test.each([
    ['ACTIONS_RUNTIME_TOKEN', ['ACTIONS_RUNTIME_TOKEN']],
    ['actions_runtime_token', ['actions_runtime_token']],
    ['RUNNER_SECRET', ['RUNNER_SECRET']],
    ['GITHUB_TOKEN', []],
    ['HOME', ['home']],
    ['mirror_lower', []],
    ['MIRROR_$(id)', []],
  ])('does not get at %s, with --allow-env %j', async (passwordEnv, allowEnv) => {
    const attacker = await startAttacker();
    const auth = { usernameEnv: 'MIRROR_USER', passwordEnv };
    const manifest = {
      version: 1,
      registries: { [attacker.host]: { auth } },
      mirrors: [{ name: 'us', target: '127.0.0.1:9' }],
      images: [{ source: `${attacker.host}/app`, tags: ['1'] }],
    };
    const host = newHost({ files: { 'mirror.yaml': JSON.stringify(manifest) }, env: SECRETS });
    const end = await runIn(host, 'plan', { allowEnv });
    expect([end.exitCode, end.rules, attacker.received]).toEqual([2, ['manifest-invalid'], []]);
  });

  test('brings no credential file and no helper along', async () => {
    await using folder = await temporaryFolder();
    await folder.helper('evil', `touch ${folder.path}/ran; echo '{"Username":"a","Secret":"b"}'`);
    const attacker = await startAttacker();
    const file = { ...authsWith('x', attacker.host), credsStore: 'evil' };
    const manifest = `{"version":1,"mirrors":[{"name":"us","target":"127.0.0.1:9"}],"images":[{"source":"${attacker.host}/app","tags":["1"]}]}`;
    const host = newHost({
      kind: 'action',
      files: { 'mirror.yaml': manifest, 'docker/config.json': JSON.stringify(file) },
      env: { DOCKER_CONFIG: 'docker', PATH: folder.searchPath },
    });
    const end = await runIn(host, 'plan');
    expect([end.exitCode, taken(attacker.received)]).toEqual([1, []]);
    expect(end.said).toContain('inside the checkout');
    await expect(folder.exists('ran')).resolves.toBe(false);
  });
});

describe('credential helpers', () => {
  /** Runs `sync` against a registry that wants a login, where config.json names `helper`; with more of PATH. */
  async function ask(helper: string, script: string | null, pathFor?: (bin: string) => string) {
    await using folder = await temporaryFolder();
    if (script !== null) await folder.helper('fixture', script.replaceAll('FOLDER', folder.path));
    await chmod(await folder.write('evil', `#!/bin/sh\ntouch ${folder.path}/ran\n`), 0o755);
    await folder.write('config.json', { credsStore: helper.replaceAll('FOLDER', folder.path) });
    const registry = await startAttacker();
    const env = {
      DOCKER_AUTH_CONFIG: '',
      DOCKER_CONFIG: folder.path,
      PATH: pathFor?.(join(folder.path, 'bin')) ?? folder.searchPath,
    };
    const end = await syncOne({ image: `${registry.host}/app`, env });
    return { end, shown: taken(registry.received), ran: await folder.exists('ran') };
  }

  test.each([
    ['../evil', null],
    ['FOLDER/evil', null],
    ['x/../../evil', null],
    ['fixture; touch FOLDER/ran', 'exit 0'],
    ['fixture\u0000', 'exit 0'],
    ['-rf', null],
  ])('named %j are not started', async (helper, script) => {
    const { end, shown, ran } = await ask(helper, script);
    expect([end.exitCode, shown, ran]).toEqual([1, [], false]);
    expect(end.rules).toContain('copy-failed');
  });

  test('in folders that begin at the working directory are not found, whatever PATH says', async () => {
    const pathFor = (bin: string) => `:.:${relative(process.cwd(), bin)}`;
    const { end, shown, ran } = await ask('fixture', ': > FOLDER/ran', pathFor);
    expect([end.exitCode, shown, ran]).toEqual([1, [], false]);
  });

  test.each([
    ['endless output', `while :; do echo '{"Username":"a","Secret":"b"}'; done`],
    ['JSON of another kind', `echo '[{"Username":"alice","Secret":"${PASSWORD}"}]'`],
    ['values of other types', `echo '{"Username":["alice"],"Secret":{"${PASSWORD}":1}}'`],
    ['text', `echo ${PASSWORD}`],
    ['a secret in its complaint', `echo ${PASSWORD} >&2; echo token=${PASSWORD}; exit 3`],
    ['no end, by signal', `echo ${PASSWORD}; kill -9 $$`],
  ])('that answer with %s give nothing, and are not quoted', async (_name, script) => {
    const { end, shown } = await ask('fixture', script);
    expect([end.exitCode, end.rules.includes('copy-failed'), shown]).toEqual([1, true, []]);
  });
});
