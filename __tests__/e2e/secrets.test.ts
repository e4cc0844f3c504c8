/** Passwords and tokens reach the registry they are for, and nothing that is written. */
import { readdirSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { expectExit, makeWorkspace, outcomesOf } from './workspace.ts';

/** Passwords as they must not be seen; one with characters that every format escapes in its own way. */
const PASSWORDS = ['hunter2-swordfish', 'p<a>s&s"w\'o/r d%41é', 'wr0ng-batteryStaple'] as const;
const TOKEN = 'tok3n-of-the-realm-a1b2c3';
const LOGIN = { user: 'pusher', password: PASSWORDS[0] };

/** Every spelling in which a secret could stand in a file. */
function spellings(secret: string, user: string): readonly string[] {
  const basic = Buffer.from(`${user}:${secret}`).toString('base64');
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [secret, basic, json, html, html.replaceAll('"', '&quot;'), encodeURIComponent(secret)];
}

/** A registry that hands out a token, wants it, and then repeats it and the login in its complaint. */
function startGossip(): Promise<Server> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { authorization = '' } = request.headers;
    if (request.url?.startsWith('/token')) {
      response.end(JSON.stringify({ token: TOKEN, expires_in: 300 }));
    } else if (!authorization.startsWith('Bearer')) {
      const realm = `http://${request.headers.host}/token`;
      response.writeHead(401, {
        'www-authenticate': `Bearer realm="${realm}",service="gossip",scope="repository:a:pull,push"`,
      });
      response.end();
    } else {
      response.writeHead(403, { 'content-type': 'application/json' });
      const message = `no: ${authorization} of ${PASSWORDS.join(' and ')}`;
      response.end(JSON.stringify({ errors: [{ code: 'DENIED', message }] }));
    }
  };
  const server = createServer(answer);
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)));
}

describeReal('secrets', ['docker-registry', 'htpasswd'], () => {
  const workspace = makeWorkspace();
  let gossip: Server;
  let source: DockerRegistry;
  let good: DockerRegistry;
  let bad: DockerRegistry;
  let said = '';

  beforeAll(async () => {
    gossip = await startGossip();
    source = await startDockerRegistry({ auth: LOGIN });
    good = await startDockerRegistry({ auth: { user: 'odd', password: PASSWORDS[1] } });
    bad = await startDockerRegistry({ auth: LOGIN });
    await pushImage(source.url, 'a', { tag: '1', tree: makeImage({ seed: 'secrets' }), auth: LOGIN });
    const address = gossip.address();
    const gossipHost = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    Object.assign(workspace.env, {
      MIRROR_GOOD_USER: 'odd',
      MIRROR_GOOD_PASSWORD: PASSWORDS[1],
      MIRROR_BAD_USER: 'pusher',
      MIRROR_BAD_PASSWORD: PASSWORDS[2],
    });
    const login = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');
    const auths = { [source.host]: { auth: login }, [gossipHost]: { auth: login } };
    workspace.write('docker/config.json', JSON.stringify({ auths }));
    workspace.manifest({
      mirrors: [
        { name: 'good', target: good.host },
        { name: 'bad', target: bad.host },
        { name: 'gossip', target: gossipHost },
      ],
      registries: {
        [good.host]: { auth: { usernameEnv: 'MIRROR_GOOD_USER', passwordEnv: 'MIRROR_GOOD_PASSWORD' } },
        [bad.host]: { auth: { usernameEnv: 'MIRROR_BAD_USER', passwordEnv: 'MIRROR_BAD_PASSWORD' } },
      },
      images: [`${source.host}/a:1`],
    });
    const files = ['--summary', 'out.md', '--html', 'out.html', '--sarif', 'out.sarif'];
    const run = await workspace.run('sync', '--log-level', 'debug', ...files);
    expectExit(run, 1);
    expect(outcomesOf(run.report, 'good')).toEqual(['copied']);
    expect(outcomesOf(run.report, 'bad')).toEqual(['failed']);
    expect(outcomesOf(run.report, 'gossip')).toEqual(['failed']);
    said = `${run.stdout}\n${run.stderr}`;
  });

  afterAll(() => {
    gossip.closeAllConnections();
    gossip.close();
  });

  /** Everything the program wrote, and what it remembers. */
  const writtenFiles = (): readonly string[] =>
    readdirSync(workspace.directory, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(workspace.directory, name)).isFile() && name !== 'docker/config.json',
    );

  test('are used: the registries were reached with them', () => {
    expect(writtenFiles()).toEqual(
      expect.arrayContaining(['out.html', 'out.md', 'out.sarif', 'report.json', 'mirror.yaml']),
    );
    expect(said).toContain('MIRROR_GOOD_USER'); // where it came from is said, not what it is
    expect(said).toContain('config.json');
    expect(said).toMatch(/DENIED|no:/); // the complaint that repeats them is shown, masked
  });

  test.each([
    ['a password', LOGIN.user, PASSWORDS[0]],
    ['a password with odd characters', 'odd', PASSWORDS[1]],
    ['a wrong password', 'pusher', PASSWORDS[2]],
    ['a token', '', TOKEN],
  ])('%s stands nowhere', (_what, user, secret) => {
    const texts = { said, ...Object.fromEntries(writtenFiles().map((name) => [name, workspace.read(name)])) };
    for (const [name, text] of Object.entries(texts)) {
      for (const spelling of spellings(secret, user))
        expect({ name, leaks: text.includes(spelling) ? spelling : '' }).toEqual({ name, leaks: '' });
    }
  });
});
