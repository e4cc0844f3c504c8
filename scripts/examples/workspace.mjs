// A repository as an example's reader has it, and `act` run in it.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../toolchain.mjs';

const STAND_INS = join(import.meta.dirname, 'stand-ins');
const OURS = 'org/mirror-action@v1';
const STAND_IN_FOR = {
  'docker/login-action@v4': 'login-action',
  'actions/upload-artifact@v7': 'upload-artifact',
  'peter-evans/create-pull-request@v8': 'create-pull-request',
};
const RUN_LIMIT_MS = 180_000;

/**
 * Copies `example` (and the manifest of `manifestOf`, where it has none) with every name of `hosts` replaced, into a git
 * repository in `folder`.
 */
export function makeWorkspace(folder, { example, manifestOf = example, hosts }) {
  const repository = join(folder, 'repository');
  const record = join(folder, 'record');
  for (const path of [join(repository, '.github/workflows'), record]) mkdirSync(path, { recursive: true });
  const replaced = (text) =>
    Object.entries(hosts).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const read = (name) => readFileSync(join(projectRoot, 'examples', name), 'utf8');
  writeFileSync(
    join(repository, 'mirror.yaml'),
    replaced(withoutConnections(read(`${manifestOf}/mirror.yaml`))).replace(
      /^( {2})(127\.0\.0\.1:\d+):$/gm,
      '$1"$2":',
    ),
  );
  writeFileSync(
    join(repository, '.github/workflows/workflow.yaml'),
    replaced(read(`${example}/workflow.yaml`)),
  );
  stageAction(join(folder, 'action'));
  git(repository, ['init', '--quiet', '--initial-branch', 'main']);
  git(repository, ['remote', 'add', 'origin', bareRepository(folder)]);
  const workspace = { folder, repository, record, path: (name) => join(repository, name) };
  commit(workspace);
  return workspace;
}

/** Certificates are for other names, and a proxy of Docker Hub is not here. */
function withoutConnections(manifest) {
  return manifest
    .replace(/^ +(?:tls|endpoints): .*\n/gm, '')
    .replace(/^ {2}docker\.io:\n(?! {4})/m, '')
    .replace(/^registries:\n(?! )/m, '');
}

/** Only what a runner would use: the metadata and the bundle. */
function stageAction(folder) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(projectRoot, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(projectRoot, 'dist/action'), join(folder, 'dist/action'), { recursive: true });
}

function bareRepository(folder) {
  const path = join(folder, 'origin.git');
  spawnSync('git', ['init', '--quiet', '--bare', path]);
  return path;
}

export function commit({ repository }) {
  git(repository, ['add', '--all']);
  git(repository, ['commit', '--quiet', '--allow-empty', '--message', 'as reviewed']);
}

/** Takes the pull request that the stand-in kept into the repository. Returns its body, or null where there is none. */
export function mergePullRequest(workspace) {
  const kept = join(workspace.record, 'pull-request');
  if (!existsSync(kept)) return null;
  copyFileSync(join(kept, 'mirror.lock.yaml'), workspace.path('mirror.lock.yaml'));
  const body = readFileSync(join(kept, 'body.md'), 'utf8');
  rmSync(kept, { recursive: true });
  commit(workspace);
  return body;
}

/** Runs the example's workflow as `event`. Resolves to its exit code and its log. */
export function runAct({ folder, repository, record }, { event, secrets = {}, number = 1 }) {
  const stand = Object.entries(STAND_IN_FOR).map(([uses, name]) => [uses, join(STAND_INS, name)]);
  const local = [[OURS, join(folder, 'action')], ...stand].flatMap(([uses, path]) => [
    '--local-repository',
    `${uses}=${path}`,
  ]);
  const port = 34_000 + (process.pid % 1_000);
  const args = [
    event,
    ...[
      '-P',
      'ubuntu-24.04=-self-hosted',
      '--action-offline-mode',
      '--pull=false',
      '--defaultbranch',
      'main',
    ],
    ...['--action-cache-path', join(folder, 'actions'), '--cache-server-path', join(folder, 'caches')],
    ...['--artifact-server-path', join(folder, 'artifacts'), '--artifact-server-port', String(port)],
    ...['--cache-server-addr', '127.0.0.1', '--artifact-server-addr', '127.0.0.1'],
    ...local,
    ...Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
    ...['--secret', 'GITHUB_TOKEN=not-a-token'],
    ...['--env', `EXAMPLES_RECORD=${record}`, '--env', `GITHUB_RUN_ID=${number}`, '--env', `HOME=${folder}`],
  ];
  const env = { ...process.env, HOME: folder, PATH: `${join(STAND_INS, 'bin')}:${process.env.PATH}` };
  return start(process.env.EXAMPLES_ACT, args, { cwd: repository, env });
}

/** Runs a program to its end; what it printed, from both outputs, is its log. */
export function start(program, args, options) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), RUN_LIMIT_MS);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        log += text;
      });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, log });
    });
  });
}

function git(repository, args) {
  const identity = ['-c', 'user.name=examples', '-c', 'user.email=examples@localhost'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
}
