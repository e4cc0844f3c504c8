/** `sync` as a workflow runs it: defaults, outputs, annotations, job summary, exit codes. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestOfTag, tagsIn } from '../e2e/registry-content.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { actingCommands, annotations } from './commands-of.ts';
import { type Job, METADATA, makeJob, type StepEnd } from './runner.ts';

const APP = makeImage({ seed: 'app' });
const TOOL = makeImage({ seed: 'tool' });
const NOBODY = `sha256:${'0'.repeat(64)}`;

describeReal('sync in an Action', ['docker-registry'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let other: DockerRegistry;

  const mirrors = (...names: string[]) => names.map((name) => ({ name, target: `${mirror.host}/${name}` }));
  const pinned = (name: string, digest: string): string => `${source.host}/${name}:1@${digest}`;
  const app = (): string => pinned('app', APP.root.digest);
  const tool = (): string => pinned('team/tool', TOOL.root.digest);

  beforeAll(async () => {
    [source, mirror, other] = await Promise.all([
      startDockerRegistry(),
      startDockerRegistry(),
      startDockerRegistry(),
    ]);
    await pushImage(source.url, 'app', { tag: '1', tree: APP });
    await pushImage(source.url, 'team/tool', { tag: '1', tree: TOOL });
  });

  describe('with default inputs', () => {
    const job = makeJob();
    let first: StepEnd;
    let second: StepEnd;
    beforeAll(async () => {
      job.manifest({ mirrors: mirrors('default'), images: [app(), tool()] });
      first = await job.run();
      second = await job.run();
    });

    test('copies what mirror.yaml in the workspace names', () => {
      expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
      expect(tagsIn(mirror, 'default/app')).toEqual([`keep-sha256-${APP.root.digest.slice(7)}`]);
      expect(tagsIn(mirror, 'default/team/tool')).toEqual([`keep-sha256-${TOOL.root.digest.slice(7)}`]);
    });
    test('sets every output of action.yml', () => {
      expect(first.outputs).toEqual({
        ok: 'true',
        copied: '2',
        'up-to-date': '0',
        repaired: '0',
        failed: '0',
        refused: '0',
        deferred: '0',
        drifted: '0',
        incomplete: '0',
        errors: '0',
        warnings: '0',
        report: join(job.temporary, 'mirror-action-report.json'),
        html: '',
        sarif: '',
      });
      expect(Object.keys(first.outputs).sort()).toEqual(Object.keys(METADATA.outputs).sort());
    });
    test('the report says which run it is of', () => {
      // both steps wrote the same file: it is the second one's
      expect(second.report).toMatchObject({
        version: 1,
        command: 'sync',
        ok: true,
        error: null,
        run: {
          url: 'https://github.com/org/app/actions/runs/4711',
          id: '4711',
          attempt: 3,
          actor: 'octocat',
          event: 'push',
        },
      });
      expect(second.report.totals).toMatchObject({ upToDate: 2, copied: 0, requests: 2 });
    });
    test('a second step finds all as it is wanted', () => {
      expect(second.code).toBe(0);
      expect(second.outputs).toMatchObject({ ok: 'true', copied: '0', 'up-to-date': '2' });
    });
    test('an all-green run is a few lines of summary and no command but folds', () => {
      for (const { summary, commands } of [first, second]) {
        expect(summary).toMatch(/^## ✅ /);
        expect(summary.trim().split('\n').length).toBeLessThanOrEqual(10);
        expect(actingCommands(commands)).toEqual([]);
        const folds = commands.filter(({ name }) => name === 'group').length;
        expect(folds).toBeGreaterThanOrEqual(1);
        expect(commands.filter(({ name }) => name === 'endgroup')).toHaveLength(folds);
      }
    });
    test('says what it copied in the log', () => {
      expect(first.log).toMatch(/copied .*app.* → default/);
    });
  });

  describe('with images that cannot be read', () => {
    const job = makeJob();
    let end: StepEnd;
    beforeAll(async () => {
      const missing = Array.from({ length: 14 }, (_, index) => pinned(`gone-${index}`, NOBODY));
      job.manifest({
        mirrors: mirrors('failing'),
        images: [...missing, { source: `${source.host}/app`, tags: ['1'] }, tool()],
      });
      end = await job.run({ with: { html: 'report.html', sarif: 'report.sarif', summary: 'summary.md' } });
    });

    test('ends with 1, and the others are copied', () => {
      expect(end.code).toBe(1);
      expect(end.outputs).toMatchObject({
        ok: 'false',
        copied: '2',
        failed: '14',
        errors: '14',
        warnings: '1',
      });
      expect(tagsIn(mirror, 'failing/app')).toEqual([`keep-sha256-${APP.root.digest.slice(7)}`]);
    });
    test('annotates ten causes, the worst first, at the lines that want them', () => {
      const told = actingCommands(end.commands);
      expect(told.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, () => 'error'));
      const lines = readFileSync(job.path('mirror.yaml'), 'utf8').split('\n');
      for (const [index, { properties, data }] of told.entries()) {
        expect(properties.file).toBe('mirror.yaml');
        expect(lines[Number(properties.line) - 1]).toContain(`gone-${index}:1`);
        expect(data).toContain(`gone-${index}`);
      }
      expect(end.log).toContain('5 more findings');
    });
    test('the summary begins with what needs a person', () => {
      expect(end.summary).toMatch(/^## ❌ /);
      const attention = end.summary.indexOf('gone-0');
      expect(attention).toBeGreaterThan(0);
      expect(attention).toBeLessThan(end.summary.indexOf('16 images'));
    });
    test('every file that was asked for is written and named', () => {
      expect(end.outputs).toMatchObject({ html: 'report.html', sarif: 'report.sarif' });
      expect(readFileSync(job.path('report.html'), 'utf8')).toMatch(/^<!doctype html>/);
      expect(JSON.parse(readFileSync(job.path('report.sarif'), 'utf8')).version).toBe('2.1.0');
      expect(readFileSync(job.path('summary.md'), 'utf8')).toBe(end.summary);
    });
    test('fail-on decides about the exit code, not about ok', async () => {
      const lenient = await job.run({ with: { 'fail-on': '# nothing is an error yet\n\nnever\n' } });
      expect(lenient).toMatchObject({ code: 0, outputs: { ok: 'false', failed: '14' } });
      const strict = await job.run({ with: { image: '**/tool', 'fail-on': 'no-lock' } });
      expect(strict).toMatchObject({ code: 0, outputs: { ok: 'true' } });
      const unlocked = await job.run({
        with: { image: `${source.host}/app`, 'fail-on': 'never-mind,x\nno-lock' },
      });
      expect(unlocked.code).toBe(2);
      expect(unlocked.report.error?.message).toMatch(/never-mind.*"x"/);
      const byRule = await job.run({
        with: {
          image: `${source.host}/app`,
          'fail-on': '\ntag-rollback\n# as a pull request sees it\n no-lock \n',
        },
      });
      expect(byRule).toMatchObject({ code: 1, outputs: { ok: 'true', warnings: '1' } });
    });
  });

  describe('lists of inputs', () => {
    test('mirror and image take one value per line, without blank lines and comments', async () => {
      const job = makeJob();
      job.manifest({ mirrors: mirrors('one', 'two', 'three'), images: [app(), tool()] });
      const end = await job.run({
        with: {
          mirror: '\n  one\r\n# two\n\n\tthree  \n',
          image: `# all of the team\n\n${source.host}/team/**\n`,
        },
      });
      expect(end).toMatchObject({ code: 0, outputs: { copied: '2' } });
      const rows = end.report.images.flatMap((image) =>
        image.mirrors.map((row) => `${image.source} ${row.mirror} ${row.outcome}`),
      );
      const name = `${source.host}/team/tool:1`;
      expect(rows).toEqual([`${name} one copied`, `${name} three copied`]);
    });
    test('a mirror or glob that nothing is called is exit 2', async () => {
      const job = makeJob();
      job.manifest({ mirrors: mirrors('one'), images: [app()] });
      const mirrorless = await job.run({ with: { mirror: 'one\nnone' } });
      expect(mirrorless).toMatchObject({
        code: 2,
        report: { error: { message: expect.stringContaining('none') } },
      });
      const imageless = await job.run({ with: { image: '**/nothing' } });
      expect(imageless).toMatchObject({ code: 2, report: { ok: false } });
      expect(imageless.report.error?.message).toContain('**/nothing');
    });
  });

  describe('commands that write and pull requests', () => {
    const pullRequest = (event: string) => ({ GITHUB_EVENT_NAME: event });
    const job = makeJob();
    beforeAll(() => {
      job.manifest({ mirrors: mirrors('pr'), images: [app()] });
    });
    test.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
      '%s: sync is refused before anything is asked',
      async (event) => {
        const end = await job.run({ env: pullRequest(event) });
        expect(end).toMatchObject({
          code: 2,
          outputs: { ok: 'false' },
          report: { error: { code: 'usage' } },
        });
        expect(end.report.totals.requests).toBe(0);
        expect(annotations(end.commands, 'error').map(({ data }) => data)).toEqual([
          expect.stringContaining(event),
        ]);
        expect(tagsIn(mirror, 'pr/app')).toEqual([]);
      },
    );
    test('nor without the number of the run, which is no proof of another event', async () => {
      const end = await job.run({ env: { ...pullRequest('pull_request'), GITHUB_RUN_ID: '' } });
      expect(end).toMatchObject({ code: 2, report: { error: { code: 'usage' }, run: null } });
      expect(tagsIn(mirror, 'pr/app')).toEqual([]);
    });
    test('plan, and sync with dry-run, say what they would do', async () => {
      const plan = await job.run({ with: { command: 'plan' }, env: pullRequest('pull_request') });
      expect(plan).toMatchObject({ code: 0, report: { command: 'plan', totals: { planned: 1, copied: 0 } } });
      const dry = await job.run({ with: { 'dry-run': 'true' }, env: pullRequest('pull_request_target') });
      expect(dry).toMatchObject({ code: 0, report: { command: 'sync', totals: { planned: 1, copied: 0 } } });
      expect(tagsIn(mirror, 'pr/app')).toEqual([]);
    });
    test('allow-pr-write lets it', async () => {
      const end = await job.run({ with: { 'allow-pr-write': 'True' }, env: pullRequest('pull_request') });
      expect(end).toMatchObject({ code: 0, outputs: { copied: '1' } });
      expect(tagsIn(mirror, 'pr/app')).toHaveLength(1);
    });
  });

  describe('what is remembered', () => {
    const pushed = async (job: Job): Promise<void> => {
      job.manifest({
        mirrors: [{ name: 'far', target: `${other.host}/far` }],
        images: [{ source: `${source.host}/app`, tags: ['1'], allowMirrorByTags: true }],
      });
    };
    test('lies under RUNNER_TEMP', async () => {
      const job = makeJob();
      await pushed(job);
      expect((await job.run()).code).toBe(0);
      expect(digestOfTag(other, 'far/app', '1')).toBe(APP.root.digest);
      expect(readFileSync(join(job.temporary, 'mirror-action', 'proofs.jsonl'), 'utf8')).not.toBe('');
      rmSync(join(job.temporary, 'mirror-action'), { recursive: true });
      const forgetful = await job.run();
      expect(forgetful).toMatchObject({ code: 0, outputs: { 'up-to-date': '1' } });
      expect(forgetful.report.totals.requests).toBeGreaterThan(2);
    });
    test('without a cache service that is told to nobody but a debugger', async () => {
      const job = makeJob();
      await pushed(job);
      const end = await job.run();
      expect(end.code).toBe(0);
      const told = end.commands.filter(({ data }) => /cache/i.test(data));
      expect(told.map(({ name }) => name)).toEqual(['debug', 'debug']);
      expect(
        end.log
          .split('\n')
          .filter((line) => !line.startsWith('::debug::'))
          .join('\n'),
      ).not.toMatch(/cache/i);
    });
  });

  test('a lock in the folder of the manifest is used, wherever that is', async () => {
    const job = makeJob();
    const manifest = join('ci', 'images.yaml');
    mkdirSync(dirname(job.path(manifest)));
    job.manifest({ mirrors: mirrors('locked'), images: [{ source: `${source.host}/app`, tags: ['1'] }] });
    job.write(manifest, readFileSync(job.path('mirror.yaml'), 'utf8'));
    const lock = await job.run({ with: { command: 'lock', manifest } });
    expect(lock).toMatchObject({ code: 0, report: { command: 'lock' } });
    expect(readFileSync(job.path('ci', 'mirror.lock.yaml'), 'utf8')).toContain(APP.root.digest);
    const sync = await job.run({ with: { manifest, locked: 'true' } });
    expect(sync).toMatchObject({ code: 0, outputs: { copied: '1', warnings: '0' } });
  });
});
