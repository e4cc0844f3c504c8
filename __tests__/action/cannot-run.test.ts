/** What an Action cannot or may not run with: exit 2, why, where, and the report all the same. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUT_NAMES, readActionInputs } from '../../src/commands/action-inputs.ts';
import { readOptions } from '../../src/commands/options.ts';
import { isMirrorError } from '../../src/errors.ts';
import { makeImage } from '../fixtures/images.ts';
import { writeLayout } from '../fixtures/layout.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { actingCommands, annotations } from './commands-of.ts';
import { type Job, METADATA, makeJob, type StepEnd } from './runner.ts';

const IMAGE = makeImage({ seed: 'layout' });

/** Whatever kept it from running: the files and outputs are there, and exactly one place says why. */
function expectRefused(end: StepEnd, code: string): void {
  expect({ code: end.code, log: end.code === 2 ? '' : end.log }).toEqual({ code: 2, log: '' });
  expect(end.report).toMatchObject({ ok: false, error: { code }, images: [] });
  expect(Object.keys(end.outputs).sort()).toEqual(Object.keys(METADATA.outputs).sort());
  expect(end.outputs.ok).toBe('false');
  expect(end.summary).toMatch(/^## ❌ .* could not run/);
  expect(annotations(end.commands, 'error').length).toBeGreaterThanOrEqual(1);
  expect(annotations(end.commands, 'error').length).toBeLessThanOrEqual(10);
}

/** A mirror manifest that needs no network: one layout into another, below the workspace unless said otherwise. */
function layoutManifest(job: Job, { from = './from', to = 'oci:./to' } = {}): void {
  job.manifest({
    mirrors: [{ name: 'vault', target: to }],
    images: [{ source: `oci:${from}:app:1`, repository: 'app' }],
  });
}

describe('a broken mirror manifest', () => {
  test('is told with file, line and column, every fault at once', async () => {
    const job = makeJob();
    mkdirSync(job.path('.github'));
    job.write(
      join('.github', 'mirror.yaml'),
      [
        'version: 1',
        'mirorrs: []',
        'mirrors:',
        '  - { name: eu, target: eu.example.com/mirror, sate: filling }',
        'images:',
        '  - docker.io/library/redis:7.4',
        '  - bad//path:1',
        '  - { source: docker.io/library/alpine, tags: [3.20] }',
      ].join('\n'),
    );
    const end = await job.run({ with: { html: 'out/report.html', sarif: 'out/report.sarif' } });
    expectRefused(end, 'input');
    expect(end.report.findings.map(({ file, line }) => `${file}:${line}`)).toEqual(
      [2, 4, 7, 8].map((line) => `.github/mirror.yaml:${line}`),
    );
    const told = actingCommands(end.commands);
    expect(told.map(({ name, properties }) => `${name} ${properties.file}:${properties.line}`)).toEqual(
      [2, 4, 7, 8].map((line) => `error .github/mirror.yaml:${line}`),
    );
    expect(told.every(({ properties }) => Number(properties.col) >= 1)).toBe(true);
    expect(end.outputs).toMatchObject({ errors: '4', html: 'out/report.html' });
    expect(existsSync(job.path('out', 'report.html'))).toBe(true);
    const [run] = JSON.parse(readFileSync(job.path('out', 'report.sarif'), 'utf8')).runs;
    expect(run.results).toHaveLength(4);
  });
  test('with more than ten faults has ten annotations, and all faults in the report', async () => {
    const job = makeJob();
    job.manifest({ mirrors: [{ name: 'eu', target: 'eu.example.com' }], images: Array(25).fill('BAD') });
    const end = await job.run();
    expectRefused(end, 'input');
    expect(annotations(end.commands, 'error')).toHaveLength(10);
    expect(end.outputs.errors).toBe('25');
    expect(end.report.findings).toHaveLength(25);
  });
  test('that is not there is one annotation that names the places looked at', async () => {
    const end = await makeJob().run();
    expectRefused(end, 'input');
    const [only, ...more] = annotations(end.commands, 'error');
    expect(only?.data).toContain('mirror.yaml, mirror.yml, .github/mirror.yaml');
    expect(more).toEqual([]);
  });
});

describe('inputs that cannot be used', () => {
  test.each([
    ['an unknown command', { command: 'synchronise' }, 'synchronise'],
    ['a flag that is neither true nor false', { locked: 'yes' }, '--locked'],
    ['a severity that there is not', { 'fail-on': 'fatal' }, 'fatal'],
    ['a time that is none', { 'time-budget': 'soon' }, '--time-budget'],
    ['one of several words', { recheck: 'sometimes' }, '--recheck'],
    ['arguments that the command does not take', { args: '# none\nmirror.yaml\n' }, 'mirror.yaml'],
    ['an option of another command', { command: 'lock', 'dry-run': 'true' }, '--dry-run'],
  ])('%s', async (_name, inputs, named) => {
    const job = makeJob();
    layoutManifest(job);
    writeLayout(job.path('from'), 'app:1', IMAGE);
    const end = await job.run({ with: { ...inputs, json: 'r.json' } });
    expectRefused(end, 'usage');
    expect(end.outputs.report).toBe('r.json');
    expect(end.report.error?.message).toContain(named);
    expect(annotations(end.commands, 'error').map(({ data }) => data)).toEqual([
      expect.stringContaining(named),
    ]);
    expect(existsSync(job.path('to'))).toBe(false);
    expect(existsSync(job.path('mirror.lock.yaml'))).toBe(false);
  });
  test('all wrong values are told at once', async () => {
    const job = makeJob();
    const wrong = { quiet: 'on', writable: '1', 'log-level': 'loud', 'time-budget': '5' };
    const end = await job.run({ with: wrong });
    expectRefused(end, 'usage');
    for (const name of Object.keys(wrong)) expect(end.report.error?.message).toContain(`--${name}`);
  });
  test.each(['true', 'True', ' TRUE\n', 'false', 'False', 'FALSE ', '', ' '])(
    'the flag %j is taken',
    async (value) => {
      const options = readOptions(flags(value));
      expect(options.locked).toBe(/true/i.test(value));
      expect(options.allowPrWrite).toBe(/true/i.test(value));
    },
  );
  test.each(['yes', '1', 'on', 'tRUE', 'true false', 'y'])('the flag %j is refused', (value) => {
    expect(() => readOptions(flags(value))).toThrow(/--locked.*--dry-run/);
  });
  test('args are the arguments, one per line', async () => {
    expect(readActionInputs({ args: 'a b\n\n # c\r\n  d\n' }, DEFAULTS).positionals).toEqual(['a b', 'd']);
    const end = await makeJob().run({ with: { command: 'serve', args: './one\n./two' } });
    expectRefused(end, 'usage');
    expect(end.report.error?.message).toContain('./two');
    expect(end.report.error?.message).not.toContain('./one');
  });
});

const DEFAULTS = { defaultCommand: 'sync', defaultReport: '/tmp/report.json' };

function flags(value: string) {
  return readActionInputs({ locked: value, 'dry-run': value, 'allow-pr-write': value }, DEFAULTS).options;
}

describe('inputs of any shape', () => {
  const SPACE = fc.stringMatching(/^[ \t\r\n\v\f\u00a0\u2028\u3000\ufeff]{0,6}$/);
  const WORDS = fc.constantFrom(
    '',
    'true',
    'sync',
    '#',
    '# x',
    'a',
    '*',
    '-',
    '--json',
    '5m',
    'error',
    '💥',
    '\u0000',
  );
  const VALUE = fc
    .array(fc.oneof(SPACE, WORDS, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
    .map((parts) => parts.join(''));
  const INPUTS = fc.dictionary(fc.constantFrom(...INPUT_NAMES), VALUE);

  test('either are options or a usage error, never a crash', () => {
    fc.assert(
      fc.property(INPUTS, (inputs) => {
        try {
          const invocation = readActionInputs(inputs, DEFAULTS);
          expect(invocation.command).not.toBe('');
          expect(invocation.positionals.every((line) => line === line.trim() && !/[\r\n]/.test(line))).toBe(
            true,
          );
          const options = readOptions(invocation.options);
          for (const list of [options.mirrors, options.allowEnv, options.allowPath]) {
            expect(list.filter((item) => item.trim() === '' || item.startsWith('#'))).toEqual([]);
          }
        } catch (error) {
          if (!isMirrorError(error, 'usage')) throw error;
        }
      }),
      { numRuns: 2_000 },
    );
  });
  test('white space around every input changes nothing', async () => {
    const job = makeJob();
    layoutManifest(job);
    writeLayout(job.path('from'), 'app:1', IMAGE);
    const around = (value: string) => `\r\n \t\n${value}\n\r\n \u00a0`;
    const padded = Object.fromEntries(
      Object.entries(METADATA.inputs).map(([name, input]) => [name, around(input.default ?? '')]),
    );
    const end = await job.run({ with: { ...padded, json: around('out/r.json'), mirror: around('vault') } });
    expect(end).toMatchObject({ code: 0, outputs: { copied: '1', report: 'out/r.json' } });
  });
});

describe('paths of a mirror manifest', () => {
  const outside = temporaryDirectory('outside');

  test('outside of the workspace are refused, all of them at once, and nothing is made there', async () => {
    const job = makeJob();
    writeLayout(join(outside, 'from'), 'app:1', IMAGE);
    symlinkSync(outside, job.path('link'));
    job.manifest({
      mirrors: [
        { name: 'absolute', target: `oci:${outside}/absolute` },
        { name: 'upwards', target: 'oci:../upwards' },
        { name: 'linked', target: 'oci:link/linked/deep' },
        { name: 'fine', target: 'oci:./fine' },
      ],
      registries: { 'eu.example.com': { tls: { ca: '/etc/ssl/certs/ca-certificates.crt' } } },
      images: [{ source: `oci:${outside}/from:app:1`, repository: 'app' }],
    });
    const end = await job.run();
    expectRefused(end, 'input');
    const lines = readFileSync(job.path('mirror.yaml'), 'utf8').split('\n');
    const told = annotations(end.commands, 'error').map(({ properties, data }) => {
      expect(properties.file).toBe('mirror.yaml');
      return `${lines[Number(properties.line) - 1]?.trim()} ← ${/names (\S+),/.exec(data)?.[1]}`;
    });
    expect(told).toEqual([
      `- name: absolute ← ${outside}/absolute`,
      '- name: upwards ← ../upwards',
      '- name: linked ← link/linked/deep',
      'eu.example.com: ← /etc/ssl/certs/ca-certificates.crt',
      `- source: oci:${outside}/from:app:1 ← ${outside}/from`,
    ]);
    expect(readdirSync(outside)).toEqual(['from']);
    expect(existsSync(job.path('fine'))).toBe(false);
  });
  test('are let through below a folder of allow-path', async () => {
    const job = makeJob();
    writeLayout(join(outside, 'from'), 'app:1', IMAGE);
    symlinkSync(outside, job.path('link'));
    layoutManifest(job, { from: `${outside}/from`, to: 'oci:link/to' });
    const elsewhere = await job.run({ with: { 'allow-path': `${outside}/fro\n${outside}/from/../t` } });
    expectRefused(elsewhere, 'input');
    const allowed = await job.run({ with: { 'allow-path': `# the vault\n\n${outside}\n` } });
    expect(allowed).toMatchObject({ code: 0, outputs: { copied: '1' } });
    expect(existsSync(join(outside, 'to', 'index.json'))).toBe(true);
    const anywhere = await job.run({ with: { 'allow-path': '/' } });
    expect(anywhere).toMatchObject({ code: 0, outputs: { 'up-to-date': '1' } });
  });
  test('nothing is written through a link inside a layout', async () => {
    const job = makeJob();
    const target = temporaryDirectory('linked-blobs');
    writeLayout(job.path('from'), 'app:1', IMAGE);
    mkdirSync(job.path('to'));
    symlinkSync(target, job.path('to', 'blobs'));
    layoutManifest(job);
    const end = await job.run();
    expect(end).toMatchObject({ code: 1, outputs: { ok: 'false', copied: '0' } });
    expect(readdirSync(target, { recursive: true })).toEqual([]);
  });
});

describe('auth of a mirror manifest', () => {
  const withAuth = (job: Job, user: string, password: string): void => {
    writeLayout(job.path('from'), 'app:1', IMAGE);
    job.manifest({
      mirrors: [{ name: 'vault', target: 'oci:./to' }],
      registries: { 'eu.example.com': { auth: { usernameEnv: user, passwordEnv: password } } },
      images: [{ source: 'oci:./from:app:1', repository: 'app' }],
    });
  };
  test('names MIRROR_* only, unless allow-env lists the variable', async () => {
    const job = makeJob();
    withAuth(job, 'EU_USER', 'EU_PASSWORD');
    const env = { EU_USER: 'bot', EU_PASSWORD: 'correct horse battery' };
    const refused = await job.run({ env });
    expectRefused(refused, 'input');
    expect(refused.report.findings.map(({ message }) => /EU_[A-Z]+/.exec(message)?.[0])).toEqual([
      'EU_USER',
      'EU_PASSWORD',
    ]);
    expect(annotations(refused.commands, 'error').map(({ properties }) => properties.file)).toEqual([
      'mirror.yaml',
      'mirror.yaml',
    ]);
    expectRefused(await job.run({ env, with: { 'allow-env': 'EU_USER\n# EU_PASSWORD' } }), 'input');
    const allowed = await job.run({ env, with: { 'allow-env': ' EU_USER\n\n# both\nEU_PASSWORD' } });
    expect(allowed).toMatchObject({ code: 0, outputs: { copied: '1' } });
  });
  test.each(['ACTIONS_RUNTIME_TOKEN', 'RUNNER_TEMP', 'Actions_Id_Token_Request_Token'])(
    'never names %s, whatever allow-env says',
    async (name) => {
      const job = makeJob();
      withAuth(job, 'MIRROR_USER', name);
      const end = await job.run({
        with: { 'allow-env': name },
        env: { MIRROR_USER: 'bot', [name]: 'a-token' },
      });
      expectRefused(end, 'input');
      expect(end.log + end.summary).not.toContain('a-token');
    },
  );
});

describe('places that cannot be written', () => {
  const copied = async (job: Job, options: Parameters<Job['run']>[0]): Promise<StepEnd> => {
    writeLayout(job.path('from'), 'app:1', IMAGE);
    layoutManifest(job);
    return await job.run(options);
  };
  test('one of several files: exit 2, the others are written', async () => {
    const job = makeJob();
    writeFileSync(job.path('file'), '');
    const end = await copied(job, { with: { html: 'file/report.html', sarif: 'report.sarif' } });
    expect(end).toMatchObject({ code: 2, outputs: { copied: '1' }, report: { ok: true } });
    expect(existsSync(job.path('report.sarif'))).toBe(true);
    expect(end.log).toContain('file/report.html');
  });
  test('no file for outputs: exit 2, and the report still says what was done', async () => {
    const job = makeJob();
    const end = await copied(job, { env: { GITHUB_OUTPUT: job.path('none', 'output') } });
    expect(end.code).toBe(2);
    const report = readFileSync(join(job.temporary, 'mirror-action-report.json'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ ok: true, totals: { copied: 1 }, error: null });
    expect(end.summary).toMatch(/^## ✅ /);
  });
  test('no file for the summary is only a notice', async () => {
    const job = makeJob();
    const end = await copied(job, { env: { GITHUB_STEP_SUMMARY: job.path('none', 'summary') } });
    expect(end).toMatchObject({ code: 0, outputs: { copied: '1' } });
    expect(actingCommands(end.commands)).toEqual([]);
  });
});
