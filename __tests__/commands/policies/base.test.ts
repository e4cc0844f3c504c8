import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createFiles } from '../../../src/host/files.ts';
import { createGit } from '../../../src/host/git.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import type { ReportPolicyChanges } from '../../../src/report/policies/model.ts';
import { run } from '../../../src/run.ts';
import { type GitRepository, gitRepository } from '../../fixtures/git-repository.ts';
import { MANIFEST, mirrorSet, type Stage, stage } from './stage.ts';

const REDIS = 'docker.io/library/redis';
const EU = 'eu.example.com/mirror/library/redis';
const US = 'us.example.com/cache/library/redis';

/** `runtime pull source: effect endpoint, …` */
function sketch(changes: ReportPolicyChanges | null): readonly string[] {
  return (changes?.sources ?? []).map(
    ({ runtime, pull, source, effects }) =>
      `${runtime} ${pull} ${source}: ${effects.map(({ kind, endpoint }) => `${kind} ${endpoint}`).join(', ')}`,
  );
}

const trustOf = (changes: ReportPolicyChanges | null) =>
  (changes?.trust ?? []).map(({ kind, what, before, after }) => [kind, what, before, after]);

/** `before` lies in the folder `base`; the mirror manifest and the lock are examined wherever they are. */
async function changeOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  const based = Object.fromEntries(Object.entries(before).map(([path, text]) => [`base/${path}`, text]));
  const one = stage({ ...based, ...after });
  const policies = Object.keys(after).filter((path) => !path.startsWith('mirror.'));
  const named = policies.length === 0 ? ['mirror.yaml'] : policies;
  const ended = await one.run('check', { base: 'base' }, named);
  return { ...ended, changes: ended.report.policyChanges };
}

describe('what nodes try, before and after', () => {
  test('a new tag mirror, an added and a removed mirror', async () => {
    const { changes, report } = await changeOf(
      { 'idms.yaml': mirrorSet('Digest', REDIS, [EU, US]) },
      { 'idms.yaml': mirrorSet('Digest', REDIS, [US]), 'itms.yaml': mirrorSet('Tag', REDIS, [EU]) },
    );
    expect(sketch(changes)).toEqual([
      `cri-o tag ${REDIS}: new-tag-trust ${EU}`,
      `cri-o digest ${REDIS}: mirror-removed ${EU}`,
    ]);
    expect(changes?.sources[0]).toMatchObject({
      before: [{ endpoint: REDIS, blocked: false }],
      after: [{ endpoint: EU }, { endpoint: REDIS }],
      file: 'itms.yaml',
      line: 7,
    });
    const markdown = renderMarkdown(report);
    expect(markdown).toContain('newly decides what tags mean');
    expect(markdown).toContain('will be drained');
    expect(renderHtml(report)).toContain('is no longer tried');
  });

  test('another order, and a blocked source', async () => {
    const never = mirrorSet('Digest', REDIS, [US, EU]).replace(
      'mirrors:',
      'mirrorSourcePolicy: NeverContactSource\n      mirrors:',
    );
    const { changes } = await changeOf(
      { 'idms.yaml': mirrorSet('Digest', REDIS, [EU, US]) },
      { 'idms.yaml': never },
    );
    expect(sketch(changes)).toEqual([
      `cri-o digest ${REDIS}: source-blocked ${REDIS}, order-changed ${US}`,
      `cri-o tag ${REDIS}: source-blocked ${REDIS}`,
    ]);
  });

  test('a narrower scope that takes mirrors from its images', async () => {
    const wide = mirrorSet('Digest', 'quay.io', ['m.example.com/quay']);
    const { changes } = await changeOf(
      { 'a.yaml': wide },
      { 'a.yaml': wide, 'b.yaml': mirrorSet('Tag', 'quay.io/team', ['t.example.com/team']) },
    );
    expect(sketch(changes)).toEqual([
      'cri-o tag quay.io/team: new-tag-trust t.example.com/team',
      'cri-o digest quay.io/team: mirror-removed m.example.com/quay/team',
    ]);
  });

  test('hosts.toml', async () => {
    const host = (capabilities: string) =>
      `server = "https://registry-1.docker.io"\n[host."https://m.example.com/v2/hub"]\noverride_path = true\ncapabilities = [${capabilities}]\n`;
    const { changes } = await changeOf(
      { 'certs.d/docker.io/hosts.toml': host('"pull"') },
      { 'certs.d/docker.io/hosts.toml': host('"pull", "resolve"') },
    );
    expect(sketch(changes)).toEqual(['containerd tag docker.io/…: new-tag-trust m.example.com/hub/…']);
    expect(changes?.nodes).toBeNull();
  });

  test('nothing', async () => {
    const files = { 'idms.yaml': mirrorSet('Digest', REDIS, [EU]) };
    const { changes, report } = await changeOf(files, { ...files, 'copy.yaml': files['idms.yaml'] });
    expect(changes).toMatchObject({
      base: 'base',
      sources: [],
      trust: [],
      nodes: { drain: false, reasons: [] },
    });
    expect(renderMarkdown(report)).toContain('Nodes try the same places');
  });
});

describe('whether nodes drain', () => {
  const digest = (mirrors: readonly string[]) => ({ 'p.yaml': mirrorSet('Digest', REDIS, mirrors) });

  test.each([
    ['a digest mirror is added', digest([EU]), digest([EU, US]), false],
    [
      'a digest source is added',
      digest([EU]),
      { ...digest([EU]), 'q.yaml': mirrorSet('Digest', 'quay.io', [US]) },
      false,
    ],
    ['mirrors change their order', digest([EU, US]), digest([US, EU]), false],
    ['a mirror is removed', digest([EU, US]), digest([EU]), true],
    [
      'a tag mirror is added',
      digest([EU]),
      { ...digest([EU]), 'q.yaml': mirrorSet('Tag', REDIS, [US]) },
      true,
    ],
    ['a source is removed', digest([EU]), { 'p.yaml': mirrorSet('Digest', 'quay.io', [EU]) }, true],
  ])('%s', async (_what, before, after, drain) => {
    const { changes } = await changeOf(before, after);
    expect([changes?.nodes?.drain, (changes?.nodes?.reasons.length ?? 0) > 0]).toEqual([drain, drain]);
  });
});

describe('changes of trust', () => {
  const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`;
  const lock = (digit: string) =>
    `version: 1\ntags:\n  ${REDIS}:7.4: { digest: "${DIGEST(digit)}", since: 2026-11-21T02:00:00Z }\n`;
  const manifest = (image: string, more = '', mirrors = '[{ name: eu, target: eu.example.com/mirror }]') =>
    `version: 1\n${more}mirrors: ${mirrors}\nimages:\n  - { source: ${REDIS}, ${image} }\n`;
  const change = async (before: string, after: string) =>
    trustOf((await changeOf({ 'mirror.yaml': before }, { 'mirror.yaml': after })).changes);
  const TAGS = 'tags: ["7.4"]';

  test.each([
    [
      'a new host',
      manifest(TAGS, '', '[{ name: eu, target: eu.example.com/mirror }, { name: x, target: x.example.com }]'),
      ['new-host', 'x.example.com', null, 'x.example.com'],
    ],
    [
      'a variable',
      manifest(
        TAGS,
        'registries: { eu.example.com: { auth: { usernameEnv: MIRROR_U, passwordEnv: MIRROR_U } } }\n',
      ),
      ['new-variable', 'MIRROR_U for eu.example.com', null, 'MIRROR_U for eu.example.com'],
    ],
    [
      'certificates',
      manifest(TAGS, 'registries: { eu.example.com: { tls: { skipVerify: true } } }\n'),
      ['skip-verify', 'eu.example.com', null, 'eu.example.com'],
    ],
    [
      'plain HTTP',
      manifest(TAGS, 'registries: { eu.example.com: { tls: false } }\n'),
      ['plain-http', 'eu.example.com', null, 'eu.example.com'],
    ],
    ['tags', manifest(`${TAGS}, allowMirrorByTags: true`), ['tags-allowed', REDIS, 'by digest', 'by tag']],
    [
      'a selection',
      manifest(`${TAGS}, select: { semver: ">=7" }`),
      ['wider-select', REDIS, null, '{"semver":">=7"}'],
    ],
    ['rollback', manifest(`${TAGS}, allowRollback: true`), ['rollback-allowed', REDIS, 'false', 'true']],
    ['unlocked', manifest(`${TAGS}, unlocked: resolve`), ['unlocked-allowed', REDIS, 'error', 'resolve']],
    [
      'a rule',
      manifest(TAGS, 'rules: { tag-rollback: note }\n'),
      ['rule-weakened', 'tag-rollback', 'error', 'note'],
    ],
    [
      'an acceptance',
      manifest(TAGS, 'accept: [{ rule: stale, until: 2999-01-01, reason: "x" }]\n'),
      ['accepted', 'stale of every image until 2999-01-01', null, 'stale of every image until 2999-01-01'],
    ],
  ])('%s', async (_what, after, wanted) => {
    expect(await change(manifest(TAGS), after)).toEqual([wanted]);
    expect(await change(after, after)).toEqual([]);
  });

  test.each([
    ['{ semver: ">=7 <9" }', true],
    ['{ semver: ">=7.4 <8" }', false],
    ['{ semver: ">=7 <8", latest: 3 }', false],
    ['{ include: "^7" }', true],
  ])('a selection that was { semver: ">=7 <8" } and is %s', async (select, isWider) => {
    const found = await change(manifest('select: { semver: ">=7 <8" }'), manifest(`select: ${select}`));
    expect(found.map(([kind]) => kind)).toEqual(isWider ? ['wider-select'] : []);
  });

  test('pins and the lock', async () => {
    expect(
      await change(manifest(`tags: ["7.4@${DIGEST('1')}"]`), manifest(`tags: ["7.4@${DIGEST('2')}"]`)),
    ).toEqual([['pin-moved', `${REDIS}:7.4`, `sha256:${'1'.repeat(12)}`, `sha256:${'2'.repeat(12)}`]]);
    const base = { 'mirror.yaml': manifest(TAGS), 'mirror.lock.yaml': lock('1') };
    const moved = await changeOf(base, { ...base, 'mirror.lock.yaml': lock('2') });
    expect(trustOf(moved.changes)).toEqual([
      ['tag-moved', `${REDIS}:7.4`, `sha256:${'1'.repeat(12)}`, `sha256:${'2'.repeat(12)}`],
    ]);
    const lost = await changeOf(base, { 'mirror.yaml': manifest(TAGS) });
    expect(trustOf(lost.changes)).toEqual([['not-locked', `${REDIS}:7.4`, `sha256:${'1'.repeat(12)}`, null]]);
    expect(renderMarkdown(lost.report)).toContain('no longer locked');
  });
});

describe('a commit', () => {
  function repository(
    files: Readonly<Record<string, string>>,
    options = {},
  ): { one: Stage; repo: GitRepository } {
    const one = stage(files, options);
    const repo = gitRepository(one.host.workingDirectory);
    repo.git('init', '--quiet', '--initial-branch', 'main');
    repo.commit('base');
    return { one, repo };
  }
  const IDMS = { 'policies/idms.yaml': mirrorSet('Digest', REDIS, [EU]), 'mirror.yaml': MANIFEST };

  test.each(['main', 'HEAD', 'refs/heads/main'])('named %s', async (base) => {
    const { one } = repository(IDMS);
    one.write('policies/idms.yaml', mirrorSet('Digest', REDIS, [EU, US]));
    const { report } = await one.run('check', { base, policy: ['policies/*.yaml'] });
    expect(report.policyChanges?.base).toMatch(/^\S+ \([0-9a-f]{12}\)$/);
    expect(sketch(report.policyChanges)).toEqual([`cri-o digest ${REDIS}: mirror-added ${US}`]);
    expect(report.policyChanges?.trust).toEqual([]);
  });

  test('below the top of the checkout, with a link', async () => {
    const top = stage({ 'deploy/shared.toml': 'server = "https://m.example.com"\n' });
    mkdirSync(top.host.path('deploy/docker.io'));
    symlinkSync('../shared.toml', top.host.path('deploy/docker.io/hosts.toml'));
    const repo = gitRepository(top.host.workingDirectory);
    repo.git('init', '--quiet');
    repo.commit('base');
    writeFileSync(top.host.path('deploy/shared.toml'), 'server = "https://n.example.com"\n');
    const below = { ...top.host, workingDirectory: top.host.path('deploy') };
    const place = { workingDirectory: below.workingDirectory, env: { PATH: process.env.PATH } };
    const host = { ...below, files: createFiles(place), git: createGit(place) };
    expect(
      await run({ command: 'check', positionals: [], options: { base: 'HEAD', json: 'r.json' } }, host),
    ).toBe(0);
    const report = JSON.parse(top.read('deploy/r.json'));
    expect(sketch(report.policyChanges)).toEqual([
      'containerd tag docker.io/…: new-tag-trust n.example.com/…, mirror-removed m.example.com/…',
      'containerd digest docker.io/…: mirror-removed m.example.com/…, mirror-added n.example.com/…',
    ]);
  });

  test.each(['--output=x', '-x', 'nowhere', 'main:mirror.yaml', 'main\n--all', ''.padEnd(5000, 'a')])(
    '%j is neither a folder nor a commit',
    async (base) => {
      const { one } = repository(IDMS);
      const { code, report } = await one.run('check', { base });
      expect([code, report.error?.code]).toEqual([2, expect.stringMatching(/usage|input/)]);
    },
  );

  test('or a folder outside of the workspace is not compared with in a workflow', async () => {
    const base = stage(IDMS).host.workingDirectory;
    const { code, report } = await stage(IDMS, { kind: 'action' }).run('check', { base });
    expect([code, report.error?.message]).toEqual([2, expect.stringContaining('leads out of the workspace')]);
    const allowed = await stage(IDMS, { kind: 'action' }).run('check', { base, allowPath: [base] });
    expect([allowed.code, allowed.report.policyChanges?.sources]).toEqual([0, []]);
  });

  test('outside of a repository', async () => {
    const { code, report } = await stage(IDMS).run('check', { base: 'main' });
    expect([code, report.error?.message]).toEqual([2, expect.stringContaining('no git repository')]);
  });

  const PULL_REQUEST = {
    kind: 'action' as const,
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', PATH: process.env.PATH },
  };

  test('is the merge base in a pull request', async () => {
    const { one, repo } = repository(IDMS, PULL_REQUEST);
    repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    repo.git('checkout', '--quiet', '-b', 'change');
    one.write('policies/itms.yaml', mirrorSet('Tag', REDIS, [EU]));
    repo.commit('change');
    const { report, code } = await one.run('check');
    expect([code, sketch(report.policyChanges)]).toEqual([0, [`cri-o tag ${REDIS}: new-tag-trust ${EU}`]]);
    expect(one.host.summary).toContain('merge base with origin/main');
  });

  test('is missing in a shallow clone: exit code 2 with the line to add', async () => {
    const { one: origin, repo } = repository(IDMS);
    repo.commit('more');
    const one = stage({}, PULL_REQUEST);
    gitRepository(one.host.workingDirectory).git(
      'clone',
      '--quiet',
      '--depth',
      '1',
      `file://${origin.host.workingDirectory}`,
      '.',
    );
    const { code, report } = await one.run('check');
    expect([code, report.error?.code]).toEqual([2, 'input']);
    expect(report.error?.help).toContain('fetch-depth: 0');
  });

  test('runs no program that the checkout names', async () => {
    const { one, repo } = repository(IDMS);
    const trap = `touch ${one.host.path('trapped')}`;
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'diff.external',
      'filter.x.smudge',
      'core.editor',
    ])
      repo.git('config', key, trap);
    one.write('.git/hooks/post-checkout', `#!/bin/sh\n${trap}\n`);
    one.write('.gitattributes', '* filter=x diff=x\n');
    const { code } = await one.run('check', { base: 'HEAD' });
    expect([code, one.has('trapped')]).toEqual([0, false]);
  });

  test('is not taken from a folder that only looks like a repository', async () => {
    const one = stage({
      ...IDMS,
      HEAD: 'ref: refs/heads/main\n',
      config: '[core]\nbare = true\n',
      'objects/x': '',
      'refs/heads/x': '',
    });
    const { code, report } = await one.run('check', { base: 'main' });
    expect([code, report.error?.message]).toEqual([2, expect.stringContaining('no git repository')]);
  });
});
