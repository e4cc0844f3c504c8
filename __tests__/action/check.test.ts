/** `check` in a pull request as the runner sees it: annotations at their lines, the summary, SARIF; no secret, no network. */
import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { gitRepository } from '../fixtures/git-repository.ts';
import { annotations } from './commands-of.ts';
import { type Job, makeJob } from './runner.ts';

const PULL_REQUEST = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
/** Whoever tried to reach anything would fail with this. */
const NO_NETWORK = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
const env = { ...PULL_REQUEST, ...NO_NETWORK };

const mirrorSet = (kind: string, mirrors: string) => `apiVersion: config.openshift.io/v1
kind: Image${kind}MirrorSet
metadata: { name: x }
spec:
  image${kind}Mirrors:
    - source: docker.io/library/redis
      mirrors: [${mirrors}]
`;

/** A checkout of a pull request with its whole history; `change` is what it proposes. */
function checkout(change: (job: Job) => void): Job {
  const job = makeJob();
  mkdirSync(job.path('policies'));
  job.write('policies/idms.yaml', mirrorSet('Digest', 'eu.example.com/redis'));
  const { git, commit } = gitRepository(job.workspace);
  git('init', '--quiet', '--initial-branch', 'main');
  git('update-ref', 'refs/remotes/origin/main', commit('base'));
  change(job);
  commit('change');
  return job;
}

describe('check in a pull request', () => {
  test('shows what it does to nodes, beside the code and in the summary', async () => {
    const job = checkout((one) => one.write('policies/itms.yaml', mirrorSet('Tag', 'eu.example.com/redis')));
    const end = await job.run({
      with: { command: 'check', policy: 'policies/*.yaml\n', sarif: 'check.sarif' },
      env,
    });
    expect({ code: end.code, log: end.code === 0 ? '' : end.log }).toEqual({ code: 0, log: '' });
    expect(annotations(end.commands, 'warning')[0]?.properties).toMatchObject({
      file: 'policies/itms.yaml',
      line: '7',
      title: 'policy-tag-mirror',
    });
    expect(end.summary).toContain('newly decides what tags mean');
    expect(end.summary).toContain('merge base with origin/main');
    expect(end.summary).toContain('will be drained');
    expect(end.outputs).toMatchObject({ ok: 'true', warnings: '1', errors: '0' });
    expect(JSON.parse(readFileSync(job.path('check.sarif'), 'utf8')).runs[0].results).toHaveLength(2);
  });

  test('annotates the worst first, and no more than the platform shows', async () => {
    const job = checkout((one) => {
      const many = Array.from({ length: 20 }, (_unused, at) => `m${at}.example.com/redis`);
      one.write(
        'policies/registries.conf',
        many.map((name) => `[[registry]]\nlocation = "${name}"\ninsecure = true\n`).join(''),
      );
      one.write('policies/z.yaml', 'kind: ImageTagMirrorSet\nspec: [\n');
    });
    const end = await job.run({ with: { command: 'check' }, env });
    expect(end.code).toBe(1);
    const told = end.commands.filter(({ name }) => ['error', 'warning', 'notice'].includes(name));
    expect(told).toHaveLength(10);
    expect(told[0]).toMatchObject({ name: 'error', properties: { file: 'policies/z.yaml' } });
  });

  test('of a shallow clone ends with the line that is missing', async () => {
    const origin = checkout((one) => one.write('more.txt', ''));
    const job = makeJob();
    gitRepository(job.workspace).git('clone', '--quiet', '--depth', '1', `file://${origin.workspace}`, '.');
    const end = await job.run({ with: { command: 'check' }, env });
    expect(end.code).toBe(2);
    expect(end.log).toContain('fetch-depth: 0');
  });
});
