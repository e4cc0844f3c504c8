/** What the program cannot run with: exit code 2, every fault at once, where it is and what to do, and a JSON report. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { VERSION } from '../../src/version.ts';
import { makeImage } from '../fixtures/images.ts';
import { writeLayout } from '../fixtures/layout.ts';
import { expectExit, makeWorkspace, type ReportedRun, type Workspace } from './workspace.ts';

/** A line of a stack trace. */
const STACK = /^ {4}at .+:\d+:\d+\)?$/m;
const DIGEST = `sha256:${'a'.repeat(64)}`;

let workspace: Workspace;

beforeEach(() => {
  workspace = makeWorkspace();
});

function expectCannotRun(run: ReportedRun, command: string): void {
  expectExit(run, 2);
  expect(run.report).toMatchObject({ version: 1, command, ok: false, images: [] });
  expect(run.report.error?.message).not.toBe('');
  expect(run.stdout).toBe('');
  expect(run.stderr).not.toMatch(STACK);
}

describe('a mirror manifest with faults', () => {
  const FAULTY = [
    'version: 1',
    'recheckAfter: soon',
    'mirors: []',
    'mirrors:',
    '  - name: eu',
    '    target: https://eu.example.com/mirror',
    '  - { name: us, target: us.example.com }',
    '  - { name: us, target: us2.example.com, keepTags: perhaps }',
    'images:',
    '  - docker.io/library/redis@sha256:12',
    '  - source: docker.io/library/alpine',
    '    tags: [1.10]',
    '  - source: docker.io/library/nginx',
    '  - source: docker.io/library/busybox:1',
    '    mirrors: [asia]',
    '    immutable: "(?=x)"',
    '',
  ].join('\n');
  /** Lines of the faults above. */
  const LINES = [2, 3, 6, 8, 10, 12, 13, 15, 16];

  test.each(['sync', 'plan', 'lock'])('lets %s tell all of them with their places', async (command) => {
    workspace.write('mirror.yaml', FAULTY);
    const run = await workspace.run(command);
    expectCannotRun(run, command);
    const { findings } = run.report;
    for (const line of LINES) {
      expect(findings).toContainEqual(
        expect.objectContaining({ rule: 'manifest-invalid', severity: 'error', file: 'mirror.yaml', line }),
      );
      expect(run.stderr).toMatch(new RegExp(`mirror\\.yaml:${line}:\\d+`));
    }
    expect(findings.every(({ column, help }) => (column ?? 0) > 0 && help !== '')).toBe(true);
    expect(run.report.totals.errors).toBe(findings.length);
    expect(findings.find(({ line }) => line === 3)?.message).toContain('mirors');
    expect(findings.find(({ line }) => line === 12)?.message).toContain('1.10');
  });

  test.each([
    ['a key twice', 'version: 1\nversion: 1\nmirrors: []\nimages: []\n', 2],
    ['broken YAML', 'version: 1\nmirrors: [\n', 3],
    ['another version', 'version: 2\nmirrors: [{ name: a, target: a.example.com }]\nimages: [redis]\n', 1],
    ['no mirrors', 'version: 1\nimages: [redis]\n', 1],
    ['a list', '- redis\n', 1],
    ['nothing', '', 1],
  ])('that is %s is told with its line', async (_what, text, line) => {
    workspace.write('mirror.yaml', text);
    const run = await workspace.run('sync');
    expectCannotRun(run, 'sync');
    const lines = run.report.findings.map((finding) => finding.line ?? 0);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).toContain(line);
  });

  test('that puts two images into one place names both lines', async () => {
    workspace.write(
      'mirror.yaml',
      [
        'version: 1',
        'mirrors: [{ name: a, target: a.example.com, repository: "{name}" }]',
        'images:',
        `  - quay.io/one/app:1@${DIGEST}`,
        `  - quay.io/two/app:1@${DIGEST}`,
        '',
      ].join('\n'),
    );
    const run = await workspace.run('sync');
    expectCannotRun(run, 'sync');
    expect(run.report.findings).toHaveLength(1);
    const { message = '', line } = run.report.findings[0] ?? {};
    expect(`${line} ${message}`).toMatch(/4/);
    expect(`${line} ${message}`).toMatch(/5/);
  });
});

describe('files that are not there or cannot be used', () => {
  const GOOD = { mirrors: [{ name: 'eu', target: '127.0.0.1:9' }], images: [`127.0.0.1:8/app:1@${DIGEST}`] };

  test('no mirror manifest', async () => {
    const run = await workspace.run('sync');
    expectCannotRun(run, 'sync');
    expect(run.stderr).toMatch(/mirror\.yaml/);
    expect(run.stderr).toMatch(/init|--manifest/);
  });

  test('a mirror manifest that --manifest names and that is not there', async () => {
    const run = await workspace.run('sync', '-f', 'elsewhere.yaml');
    expectCannotRun(run, 'sync');
    expect(run.stderr).toContain('elsewhere.yaml');
  });

  test('a CA certificate that is not there, and one that is none', async () => {
    workspace.write('not-a.pem', 'hello\n');
    for (const ca of ['absent.pem', 'not-a.pem']) {
      workspace.manifest({ ...GOOD, registries: { '127.0.0.1:9': { tls: { ca } } } });
      const run = await workspace.run('sync');
      expectCannotRun(run, 'sync');
      expect(run.stderr).toContain(ca);
      expect(JSON.stringify(run.report)).toContain(ca);
    }
  });

  test('auth that names variables of the runner, or others that are not allowed', async () => {
    const registries = (usernameEnv: string, passwordEnv: string): object => ({
      '127.0.0.1:9': { auth: { usernameEnv, passwordEnv } },
    });
    workspace.manifest({ ...GOOD, registries: registries('ACTIONS_RUNTIME_TOKEN', 'MIRROR_PASSWORD') });
    const runner = await workspace.run('sync', '--allow-env', 'ACTIONS_RUNTIME_TOKEN');
    expectCannotRun(runner, 'sync');
    expect(JSON.stringify(runner.report.findings)).toContain('ACTIONS_RUNTIME_TOKEN');
    workspace.manifest({ ...GOOD, registries: registries('HOME', 'AWS_SECRET_ACCESS_KEY') });
    const other = await workspace.run('sync');
    expectCannotRun(other, 'sync');
    expect(
      other.report.findings.map(({ message }) => /HOME|AWS_SECRET_ACCESS_KEY/.exec(message)?.[0]),
    ).toEqual(['HOME', 'AWS_SECRET_ACCESS_KEY']);
  });

  test('a report that cannot be written is exit code 2 after the work is done', async () => {
    writeLayout(workspace.path('from'), 'app:1', makeImage({ seed: 'bad-input' }));
    workspace.manifest({
      mirrors: [{ name: 'to', target: 'oci:./to' }],
      images: [{ source: 'oci:./from:app:1', repository: 'app' }],
    });
    workspace.write('file', '');
    const written = await workspace.runBare([
      'sync',
      '--json',
      'file/report.json',
      '--summary',
      'summary.md',
    ]);
    expectExit(written, 2);
    expect(written.stderr).toContain('file/report.json');
    expect(workspace.read('summary.md')).not.toBe('');
    expect(workspace.read('to/index.json')).toContain('app@sha256:');
  });
});

describe('a command line with faults', () => {
  const GOOD = { mirrors: [{ name: 'eu', target: '127.0.0.1:9' }], images: [`127.0.0.1:8/app:1@${DIGEST}`] };

  test.each([
    [['sync', '--mirror', 'asia'], /asia/],
    [['plan', '--mirror', 'eu', '--mirror', 'asia'], /asia/],
    [['sync', '--image', 'quay.io/**'], /quay\.io\/\*\*/],
    [['lock', '--image', 'quay.io/**'], /quay\.io\/\*\*/],
    [['sync', '--fail-on', 'catastrophe'], /catastrophe/],
    [['sync', '--recheck', 'sometimes'], /sometimes/],
    [['sync', '--time-budget', 'long'], /long/],
    [['lock', '--reason', 'none'], /--accept/],
    [['lock', '--accept', 'redis:7'], /digest/],
  ])('%j is exit code 2 with a report', async (args, named) => {
    workspace.manifest(GOOD);
    const run = await workspace.run(...args);
    expectCannotRun(run, args[0] ?? '');
    expect(run.stderr).toMatch(named);
    expect(run.report.error?.message).toMatch(named);
  });

  test.each([
    [['snyc'], /snyc/],
    [['sync', '--jsno', 'x'], /--jsno/],
    [['sync', 'positional'], /positional|argument/],
    [['sync', '--json'], /--json/],
    [['serve'], /dir/i],
  ])('%j is exit code 2', async (args, named) => {
    const run = await workspace.runBare(args);
    expectExit(run, 2);
    expect(run.stderr).toMatch(named);
    expect(run.stdout).toBe('');
    expect(run.stderr).not.toMatch(STACK);
  });

  test.each([
    [['check', 'nothing.yaml'], 1, 'policy-invalid', /nothing\.yaml:1:1\n.*no such file/],
    [['generate', '--format', 'nope'], 2, 'usage', /--format is one of idms, .*not "nope"/],
    [['generate'], 2, 'usage', /--format is needed.*\nfor example/],
    [['explain', 'BAD//Ref'], 2, 'usage', /"BAD\/\/Ref" is no reference: .*lower case/],
    [['explain', 'redis:7', '--policy', 'nothing/*.yaml'], 2, 'input', /nothing\/\*\.yaml/],
  ] as const)('%j says what is wrong', async (args, exitCode, what, told) => {
    const run = await workspace.run(...args);
    expectExit(run, exitCode);
    expect(run.stderr).toMatch(told);
    expect([...run.report.findings.map(({ rule }) => rule), run.report.error?.code ?? null]).toContain(what);
  });

  test('help and version go to standard output', async () => {
    const help = await workspace.runBare(['--help']);
    expectExit(help, 0);
    for (const command of ['sync', 'plan', 'lock', 'init', 'serve', 'demo'])
      expect(help.stdout).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
    const ofSync = await workspace.runBare(['sync', '--help']);
    expectExit(ofSync, 0);
    expect(ofSync.stdout).toContain('--time-budget');
    expect(await workspace.runBare(['--version'])).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
    const nothing = await workspace.runBare([]);
    expectExit(nothing, 2);
  });
});

test('--json - writes the report and nothing else to standard output', async () => {
  writeLayout(workspace.path('from'), 'app:1', makeImage({ seed: 'bad-input' }));
  workspace.manifest({
    mirrors: [{ name: 'to', target: 'oci:./to' }],
    images: [{ source: 'oci:./from:app:1', repository: 'app' }],
  });
  const good = await workspace.runBare(['sync', '--json', '-']);
  expectExit(good, 0);
  expect(JSON.parse(good.stdout)).toMatchObject({ command: 'sync', ok: true });
  const bad = await workspace.runBare(['sync', '--json', '-', '-f', 'absent.yaml']);
  expectExit(bad, 2);
  expect(JSON.parse(bad.stdout)).toMatchObject({ command: 'sync', ok: false });
  const quiet = await workspace.runBare(['sync', '--json', '-', '--quiet']);
  expect(quiet.stderr).toBe('');
});
