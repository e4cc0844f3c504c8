// What is tried with each example, and what has to be seen.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../toolchain.mjs';
import { startMirror, startSource } from './registries.mjs';
import { commit, makeWorkspace, mergePullRequest, runAct, start } from './workspace.mjs';

const SOURCES = ['docker.io', 'registry.k8s.io', 'quay.io'];
const sourceHosts = (source) => Object.fromEntries(SOURCES.map((host) => [host, source.host]));

export const TRIALS = [
  { name: 'docker-hub-to-ghcr', run: dockerHubToGhcr },
  { name: 'several-mirrors', run: severalMirrors },
  { name: 'scheduled-sync', run: scheduledSync },
  { name: 'lock-pull-request', run: lockPullRequest },
  { name: 'plan-on-pull-request', run: planOnPullRequest },
  { name: 'nightly-round', run: nightlyRound },
];

async function dockerHubToGhcr(folder, check) {
  await withRegistries(folder, { ghcr: {} }, async ({ source, ghcr }) => {
    for (const [name, tag] of [
      ['alpine', '3.22'],
      ['postgres', '17'],
      ['redis', '7.4'],
    ])
      await source.push(`library/${name}`, tag, 1);
    const hosts = { 'ghcr.io': ghcr.host, ...sourceHosts(source) };
    const workspace = makeWorkspace(folder, { example: 'docker-hub-to-ghcr', hosts });
    await lock(workspace);
    const first = await runAct(workspace, { event: 'workflow_dispatch' });
    check('copies three images', first.code === 0 && /3 copied/.test(first.log), first.log);
    const second = await runAct(workspace, { event: 'workflow_dispatch', number: 2 });
    check(
      'has nothing to do the second time',
      second.code === 0 && /3 up to date/.test(second.log),
      second.log,
    );
  });
}

async function severalMirrors(folder, check) {
  const secrets = {
    MIRROR_EU_USER: 'eu-robot',
    MIRROR_EU_PASSWORD: 'eu-secret-1',
    MIRROR_US_USER: 'us-robot',
    MIRROR_US_PASSWORD: 'us-secret-2',
  };
  const mirrors = {
    eu: { user: 'eu-robot', password: 'eu-secret-1' },
    us: { user: 'us-robot', password: 'us-secret-2' },
    asia: {},
  };
  await withRegistries(folder, mirrors, async ({ source, eu, us, asia }) => {
    await source.push('library/alpine', '3.22', 1);
    await source.push('prometheus/prometheus', 'v3.5.0', 1);
    for (const version of [11, 12, 13, 14])
      await source.push('ingress-nginx/controller', `v1.${version}.0`, version);
    const workspace = makeWorkspace(folder, {
      example: 'several-mirrors',
      hosts: {
        'registry.eu.example.com': eu.host,
        'registry.us.example.com:5000': us.host,
        'registry.asia.example.com': asia.host,
        ...sourceHosts(source),
      },
    });
    await lock(workspace);
    const run = await runAct(workspace, { event: 'workflow_dispatch', secrets });
    check(
      'fills three mirrors, two of them with passwords',
      run.code === 0 && /14 copied/.test(run.log),
      run.log,
    );
    const artifacts = filesBelow(join(folder, 'artifacts'));
    check(
      'uploads both reports',
      artifacts.filter(
        (name) => /mirror-report\.(?:json|html)$/.test(name) || name.endsWith('mirror-action-report.json'),
      ).length === 2,
      artifacts.join('\n'),
    );
    const refused = await runAct(workspace, {
      event: 'workflow_dispatch',
      secrets: { ...secrets, MIRROR_US_PASSWORD: 'wrong' },
      number: 2,
    });
    check(
      'is red without the right password',
      refused.code !== 0 && /401|unauthorized/i.test(refused.log),
      refused.log,
    );
  });
}

async function scheduledSync(folder, check) {
  const user = { user: 'mirror-robot', password: 'secret-of-mirror' };
  const secrets = { MIRROR_USER: user.user, MIRROR_PASSWORD: user.password };
  await withRegistries(folder, { internal: user }, async ({ source, internal }) => {
    const tags = [
      ['library/node', '24-bookworm'],
      ['library/python', '3.13-slim'],
      ['library/nginx', '1.29.0'],
      ['fluxcd/source-controller', 'v1.7.0'],
    ];
    for (const [name, tag] of tags) await source.push(name, tag, 1);
    const hosts = { 'registry.example.com': internal.host, 'ghcr.io': source.host, ...sourceHosts(source) };
    const workspace = makeWorkspace(folder, { example: 'scheduled-sync', hosts });
    const first = await runAct(workspace, { event: 'schedule', secrets });
    check('copies four images', first.code === 0 && /4 copied/.test(first.log), first.log);
    check('keeps its memory in the cache server', filesBelow(join(folder, 'caches')).length > 0);
    const second = await runAct(workspace, { event: 'schedule', secrets, number: 2 });
    const requests = Number(/4 up to date · (\d+) requests?/.exec(second.log)?.[1]);
    check(
      `knows in the next run what was proven (${requests} requests)`,
      second.code === 0 && requests < Number(/· (\d+) requests/.exec(first.log)?.[1]) / 2,
      second.log,
    );
  });
}

async function lockPullRequest(folder, check) {
  await withRegistries(folder, { ghcr: {} }, async ({ source, ghcr }) => {
    const push = async (version) => {
      for (const [name, tag] of [
        ['alpine', '3.22'],
        ['postgres', '17'],
        ['redis', '7.4'],
      ])
        await source.push(`library/${name}`, tag, version);
    };
    await push(1);
    const hosts = { 'ghcr.io': ghcr.host, ...sourceHosts(source) };
    const workspace = makeWorkspace(folder, {
      example: 'lock-pull-request',
      manifestOf: 'docker-hub-to-ghcr',
      hosts,
    });
    await lock(workspace);
    await push(2);
    const run = await runAct(workspace, { event: 'workflow_dispatch' });
    check('runs', run.code === 0, run.log);
    const branch = spawnSync(
      'git',
      ['--git-dir', join(folder, 'origin.git'), 'show', '--stat', 'mirror-lock'],
      { encoding: 'utf8' },
    );
    check(
      'pushes a branch with the lock alone',
      /mirror\.lock\.yaml/.test(branch.stdout) && /1 file changed/.test(branch.stdout),
      `${run.log}\n${branch.stdout}${branch.stderr}`,
    );
    check(
      'opens a pull request',
      /pr create --head mirror-lock .*--body-file/.test(recorded(workspace)),
      run.log,
    );
  });
}

async function planOnPullRequest(folder, check) {
  await withRegistries(folder, { ghcr: {} }, async ({ source, ghcr }) => {
    for (const [name, tag] of [
      ['alpine', '3.22'],
      ['postgres', '17'],
      ['redis', '7.4'],
    ])
      await source.push(`library/${name}`, tag, 1);
    const hosts = { 'ghcr.io': ghcr.host, ...sourceHosts(source) };
    const workspace = makeWorkspace(folder, {
      example: 'plan-on-pull-request',
      manifestOf: 'docker-hub-to-ghcr',
      hosts,
    });
    const unlocked = await runAct(workspace, { event: 'pull_request' });
    check('is red without a lock', unlocked.code !== 0 && /no-lock/.test(unlocked.log), unlocked.log);
    await lock(workspace);
    const run = await runAct(workspace, { event: 'pull_request', number: 2 });
    check('says what merging would copy', run.code === 0 && /3 planned/.test(run.log), run.log);
    const catalog = await (await fetch(`http://${ghcr.host}/v2/_catalog`)).json();
    check('writes nothing', catalog.repositories.length === 0);
  });
}

/** Three nights: the first lock, a tag that moves, a mirror that is down. */
async function nightlyRound(folder, check) {
  const users = {
    eu: { user: 'eu-robot', password: 'eu-secret-1' },
    us: { user: 'us-robot', password: 'us-secret-2' },
  };
  await withRegistries(folder, users, async ({ source, eu, us }) => {
    for (const tag of ['7.4', '8.0']) await source.push('library/redis', tag, 1);
    for (const minor of [12, 13, 14]) await source.push('ingress-nginx/controller', `v1.${minor}.0`, minor);
    const hosts = {
      'registry.eu.example.com': eu.host,
      'registry.us.example.com': us.host,
      ...sourceHosts(source),
    };
    const workspace = makeWorkspace(folder, { example: 'nightly-round', hosts });
    const secrets = Object.fromEntries(
      Object.entries(users).flatMap(([name, { user, password }]) => {
        const prefix = `MIRROR_${name.toUpperCase()}`;
        return [
          [`${prefix}_USER`, user],
          [`${prefix}_PASSWORD`, password],
          [`${prefix}_READER`, user],
          [`${prefix}_READER_PASSWORD`, password],
        ];
      }),
    );
    const night = (number) => runAct(workspace, { event: 'schedule', secrets, number });

    const first = await night(1);
    check('first night: green', first.code === 0, first.log);
    check('first night: 10 copied', /10 copied/.test(first.log), first.log);
    check(
      'first night: the lock is proposed',
      /lock: 5 new/.test(mergePullRequest(workspace) ?? ''),
      first.log,
    );
    check('first night: nobody is told of drift', recorded(workspace) === '', first.log);
    check(
      'first night: drift is uploaded as a page',
      filesBelow(join(folder, 'artifacts')).some((name) => name.endsWith('drift.html')),
      first.log,
    );

    await source.push('library/redis', '7.4', 2);
    const second = await night(2);
    const body = mergePullRequest(workspace) ?? '';
    check('second night: green', second.code === 0, second.log);
    check(
      'second night: what moved is proposed, with what is different',
      /redis:7\.4.*2026-11-01 → 2026-11-02.*2 of 3/.test(body),
      `${second.log}\n${body}`,
    );
    check('second night: mirrors stay where the lock is', /10 up to date/.test(second.log), second.log);

    await us.close();
    const third = await night(3);
    check('third night, a mirror is down: red', third.code !== 0, third.log);
    check('third night: eu follows the merged lock', /1 copied/.test(third.log), third.log);
    check(
      'third night: an issue is opened',
      /issue create --title Mirrors have drifted/.test(recorded(workspace)),
      third.log,
    );
  });
}

async function withRegistries(folder, mirrors, work) {
  const open = [await startSource()];
  try {
    const started = {};
    for (const [name, access] of Object.entries(mirrors)) {
      started[name] = await startMirror(join(folder, `registry-${name}`), access);
      open.push(started[name]);
    }
    await work({ source: open[0], ...started });
  } finally {
    await Promise.all(open.map((registry) => registry.close()));
  }
}

/** What a person does once by hand. Not spawnSync: the source answers from this process. */
async function lock(workspace) {
  const args = [
    join(projectRoot, 'dist/cli/index.js'),
    'lock',
    '--state',
    join(workspace.folder, 'own-state'),
  ];
  const { code, log } = await start(process.execPath, args, { cwd: workspace.repository });
  if (code !== 0) throw new Error(`lock ended with ${code}: ${log}`);
  commit(workspace);
}

function recorded({ record }) {
  const path = join(record, 'gh.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}
