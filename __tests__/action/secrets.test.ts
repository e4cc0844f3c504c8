/** Secrets in the environment of an Action: masked before anything could hold them, and nowhere to be seen. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';
import { annotations } from './commands-of.ts';
import { makeJob, type StepEnd } from './runner.ts';

const LOGIN = { user: 'pusher', password: 'p4ss& <w0rd>"\'%|+=/é`$x' };
const TALKATIVE = { user: 'robot', password: 'sesame-open-you-now' };
const DOCKER = { user: 'docker', password: 'from-the-docker-config' };
const TOKEN = 'eyJhbGciOi.token-of-the-token-server.c2lnbmF0dXJl';
const IMAGE = makeImage({ seed: 'secret' });

/** Tells everybody what it was told: as text, as JSON, decoded, in an address. */
function repeatEverything(authorization: string, response: ServerResponse): void {
  const decoded = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const [, password = ''] = decoded.split(/:(.*)/);
  const message = `you sent ${authorization}, which is ${decoded}, ${password} and ${encodeURIComponent(password)}`;
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code: 'DENIED', message, detail: decoded }] }));
}

describeReal('secrets', ['docker-registry', 'htpasswd'], () => {
  const job = makeJob();
  let end: StepEnd;
  beforeAll(async () => {
    const source = await startDockerRegistry();
    const mirror = await startDockerRegistry({ auth: LOGIN });
    const talkative = await startFaultServer(({ headers }, response) => {
      if (headers.authorization !== undefined) return repeatEverything(headers.authorization, response);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const tokens = await startFaultServer(({ url, headers }, response) => {
      if (url.startsWith('/token')) return void response.end(JSON.stringify({ token: TOKEN }));
      if (headers.authorization !== undefined) return repeatEverything(headers.authorization, response);
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${tokens.host}/token"` }).end();
    });
    await pushImage(source.url, 'app', { tag: '1', tree: IMAGE });
    job.manifest({
      mirrors: [
        { name: 'locked', target: mirror.host },
        { name: 'talkative', target: talkative.host },
        { name: 'tokens', target: tokens.host },
      ],
      registries: {
        [mirror.host]: { auth: { usernameEnv: 'MIRROR_USER', passwordEnv: 'MIRROR_PASSWORD' } },
        [talkative.host]: { auth: { usernameEnv: 'MIRROR_ROBOT', passwordEnv: 'MIRROR_ROBOT_PASSWORD' } },
      },
      images: [
        `${source.host}/app:1@${IMAGE.root.digest}`,
        { source: `${talkative.host}/gone:1@${IMAGE.root.digest}`, repository: 'brought/gone' },
      ],
    });
    end = await job.run({
      with: { html: 'report.html', sarif: 'report.sarif', summary: 'summary.md', 'log-level': 'debug' },
      env: {
        MIRROR_USER: LOGIN.user,
        MIRROR_PASSWORD: LOGIN.password,
        MIRROR_ROBOT: TALKATIVE.user,
        MIRROR_ROBOT_PASSWORD: TALKATIVE.password,
        DOCKER_AUTH_CONFIG: JSON.stringify({
          auths: { [tokens.host]: { auth: base64(`${DOCKER.user}:${DOCKER.password}`) } },
        }),
      },
    });
  });

  test('are used', () => {
    expect(end.code).toBe(1);
    const rows = end.report.images.flatMap(({ mirrors }) =>
      mirrors.map(({ mirror, outcome }) => `${mirror} ${outcome}`),
    );
    expect(rows).toEqual(expect.arrayContaining(['locked copied', 'talkative failed', 'tokens failed']));
    expect(end.report.findings.filter(({ message }) => message.includes('you sent')).length).toBeGreaterThan(
      0,
    );
  });
  test('are masked for the runner, also as the registry sees them', () => {
    const masked = annotations(end.commands, 'add-mask').map(({ data }) => data);
    const logins = [LOGIN, TALKATIVE, DOCKER];
    expect(masked).toEqual(
      expect.arrayContaining([
        ...logins.map(({ password }) => password),
        ...logins.map(({ user, password }) => base64(`${user}:${password}`)),
        TOKEN,
      ]),
    );
  });
  test('are in no line before they are masked, and in none after', () => {
    const lines = end.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(lines.filter(holdsSecret)).toEqual([]);
  });
  test('are in no file that the run leaves behind', () => {
    const files = filesBelow(dirname(job.workspace)).filter((file) => !file.includes('compile-cache'));
    expect(files.map((file) => file.slice(dirname(job.workspace).length))).toEqual(
      expect.arrayContaining(['/workspace/report.html', '/workspace/report.sarif', '/workspace/summary.md']),
    );
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => holdsSecret(readFileSync(file, 'utf8')))).toEqual([]);
  });
  test('leave their mark, so that a person sees that something was taken out', () => {
    expect(end.summary).toContain('\\*\\*\\*');
    expect(end.report.findings.some(({ message }) => message.includes('***'))).toBe(true);
  });
});

const FORMS = [LOGIN, TALKATIVE, DOCKER].flatMap(({ user, password }) => [
  password,
  encodeURIComponent(password),
  JSON.stringify(password).slice(1, -1),
  base64(password).replace(/=+$/, ''),
  base64(`${user}:${password}`).replace(/=+$/, ''),
  password.slice(0, 12),
]);

function holdsSecret(text: string): boolean {
  return [...FORMS, TOKEN].some((form) => text.includes(form));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}
