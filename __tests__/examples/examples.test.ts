/** Every example is whole: manifests without a finding, workflows with inputs that exist and no right too many. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/commands/commands.ts';
import { parseDuration } from '../../src/files/duration.ts';
import { compilePathGlob } from '../../src/files/glob.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { generateFromManifest } from '../../src/policy/generate.ts';
import { lintPolicies } from '../../src/policy/lint/lint.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const project = resolve(import.meta.dirname, '..', '..');
const examples = join(project, 'examples');
const action: { readonly inputs: object; readonly outputs: object } = parse(
  readFileSync(join(project, 'action.yml'), 'utf8'),
);
const names = readdirSync(examples, { recursive: true, encoding: 'utf8' }).sort();
const read = (name: string) => readFileSync(join(examples, name), 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'timeout-minutes': number;
  readonly permissions: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const READ_ONLY = { contents: 'read' };
const PULL_REQUEST = { contents: 'write', 'pull-requests': 'write' };
/** The rights that each job of each workflow needs, and no others. */
const NEEDED: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'air-gap/in/workflow.yaml': [READ_ONLY],
  'air-gap/out/workflow.yaml': [READ_ONLY],
  'docker-hub-to-ghcr/workflow.yaml': [{ contents: 'read', packages: 'write' }],
  'lock-pull-request/workflow.yaml': [PULL_REQUEST],
  'nightly-round/workflow.yaml': [PULL_REQUEST, READ_ONLY, { issues: 'write' }],
  'plan-on-pull-request/workflow.yaml': [{ contents: 'read', packages: 'read' }],
  'policies-on-pull-request/workflow.yaml': [{ contents: 'read', 'security-events': 'write' }],
  'scheduled-sync/workflow.yaml': [READ_ONLY],
  'several-mirrors/workflow.yaml': [READ_ONLY],
};
/** Everything else that an example uses: well-known, and named by a major version. */
const OTHER_ACTIONS = [
  'actions/checkout@v6',
  'actions/upload-artifact@v7',
  'docker/login-action@v4',
  'github/codeql-action/upload-sarif@v4',
  'peter-evans/create-pull-request@v8',
];

const manifests = names.filter((name) => name.endsWith('mirror.yaml'));
const workflows = names.filter((name) => name.endsWith('workflow.yaml'));

describe('the mirror manifests', () => {
  test.each(manifests)('%s has no finding and says when to use it', (name) => {
    const { file, findings } = readMirrorFile(read(name), name);
    expect(findings).toEqual([]);
    expect(file?.images.length).toBeGreaterThan(0);
    expect(read(name)).toMatch(/^#[\s\S]*Use this/);
  });

  test('cover the common jobs', () => {
    expect(manifests).toHaveLength(7);
    expect(workflows).toEqual(Object.keys(NEEDED));
  });
});

describe.each(workflows)('%s', (name) => {
  const workflow = parse(read(name)) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const ours = steps.filter(({ uses }) => uses?.startsWith('org/mirror-action@'));

  test('says when to use it', () => {
    expect(read(name)).toMatch(/^#[\s\S]*?Use this[\s\S]*?\nname: /);
  });

  test('runs the action with inputs that it has', () => {
    const inputs = Object.keys(action.inputs);
    expect(ours.length).toBeGreaterThan(0);
    for (const step of ours) {
      expect(step.uses).toBe('org/mirror-action@v1');
      expect(inputs).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      expect(COMMANDS.map((command) => command.name)).toContain(step.with?.command ?? 'sync');
    }
  });

  test('has the rights that it needs and no others', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.map(({ permissions }) => permissions)).toEqual(NEEDED[name]);
  });

  test('leaves no token in the checkout unless it pushes', () => {
    for (const job of jobs) {
      const pushes = job.steps.some(({ run }) => run?.includes('git push'));
      const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      for (const step of checkouts) expect(step.with?.['persist-credentials'] ?? true).toBe(pushes);
    }
  });

  test('uses outputs that are there, of steps and jobs that ran before', () => {
    for (const job of jobs) {
      for (const { id, name: output } of mentioned(job, 'steps')) {
        const step = job.steps.find((one) => one.id === id);
        const known = step?.uses?.startsWith('org/mirror-action@') ? Object.keys(action.outputs) : [];
        expect({ id, output, known }).toEqual({ id, output, known: expect.arrayContaining([output]) });
      }
      for (const { id, name: output } of mentioned(job, 'needs')) {
        expect(job.needs).toBe(id);
        expect(Object.keys(workflow.jobs[id]?.outputs ?? {})).toContain(output);
      }
    }
  });

  test('uses no other actions than well-known ones', () => {
    const others = steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !uses.startsWith('org/'));
    expect(others.filter((uses) => !OTHER_ACTIONS.includes(uses))).toEqual([]);
  });

  test('ends by itself before it is ended', () => {
    for (const job of jobs) {
      const limitMs = job['timeout-minutes'] * 60_000;
      expect(limitMs).toBeGreaterThan(0);
      const own = job.steps.filter((step) => ours.includes(step));
      const budgets = own.map(({ with: given = {} }) => parseDuration(String(given['time-budget'] ?? '0s')));
      const sumMs = budgets.reduce((sum, one) => sum + (one.ok ? one.value : 0), 0);
      expect(limitMs).toBeGreaterThan(sumMs);
      for (const { with: given = {} } of own) {
        const budget =
          given['time-budget'] === undefined ? null : parseDuration(String(given['time-budget']));
        if ((given.command ?? 'sync') === 'sync') expect(budget).toMatchObject({ ok: true });
        if (budget?.ok === true) expect(limitMs).toBeGreaterThan(budget.value);
      }
    }
  });

  test('is never run twice at once, and a copy under way is not broken off', () => {
    expect(workflow.concurrency.group).not.toBe('');
    const writes = ours.every((step) => !['plan', 'check'].includes(String(step.with?.command)));
    expect(workflow.concurrency['cancel-in-progress']).toBe(!writes);
  });

  test('names a mirror manifest that is there', () => {
    for (const { with: given = {} } of ours) {
      if (given.manifest !== undefined) expect(existsSync(join(project, String(given.manifest)))).toBe(true);
    }
  });

  test('puts no expression into a script', () => {
    const scripts = steps.flatMap((step) => ('run' in step ? [String(step.run)] : []));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('the policies', () => {
  const folder = 'policies-on-pull-request';
  const policies = names.filter(
    (name) => name.startsWith(`${folder}/policies/`) && /\.(?:yaml|toml)$/.test(name),
  );
  const path = (name: string) => name.slice(folder.length + 1);
  const { file } = readMirrorFile(read(`${folder}/mirror.yaml`), 'mirror.yaml');

  test('are what generate writes from the mirror manifest beside them', () => {
    if (file === null) throw new Error('no manifest');
    const written = (['idms', 'itms', 'hosts.toml'] as const).flatMap(
      (format) => generateFromManifest(file, { format, neverContactSource: false }).files,
    );
    const expected = written.map((one) => [
      one.path.endsWith('hosts.toml') ? `policies/certs.d/${one.path}` : `policies/${one.path}`,
      one.text,
    ]);
    expect(policies.map((name) => [path(name), read(name)]).toSorted()).toEqual(expected.toSorted());
  });

  test('have no error, and are all that the workflow looks at', () => {
    const documents = policies.map((name) => readPolicy(read(name), path(name)));
    const found = [
      ...documents.flatMap(({ findings }) => findings),
      ...lintPolicies(
        documents.flatMap((one) => one.documents),
        file,
      ),
    ];
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found.filter(({ rule }) => rule === 'policy-uncovered' || rule === 'policy-unfilled')).toEqual([]);
    const globs = String(stepsOf(`${folder}/workflow.yaml`)[1]?.with?.policy)
      .trim()
      .split('\n')
      .map((glob) => compilePathGlob(glob));
    for (const name of policies) {
      expect([name, globs.some((glob) => glob.ok && glob.value.matches(path(name)))]).toEqual([name, true]);
    }
  });

  test('are compared in a checkout with its whole history, and need no secret', () => {
    const text = read(`${folder}/workflow.yaml`);
    expect(stepsOf(`${folder}/workflow.yaml`)[0]?.with?.['fetch-depth']).toBe(0);
    expect(text).not.toMatch(/secrets\.|github\.token|pull_request_target/);
  });
});

/** `steps.ID.outputs.NAME` or `needs.ID.outputs.NAME`, wherever in a job. */
function mentioned(
  job: Job,
  of: 'steps' | 'needs',
): readonly { readonly id: string; readonly name: string }[] {
  const found = JSON.stringify(job).matchAll(new RegExp(`\\b${of}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g'));
  return [...found].map(([, id = '', name = '']) => ({ id, name }));
}

function stepsOf(name: string): readonly Step[] {
  return Object.values((parse(read(name)) as Workflow).jobs).flatMap(({ steps }) => steps);
}

test('the index of the examples names every folder', () => {
  const index = read('README.md');
  const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.filter(({ name }) => !index.includes(`](${name})`))).toEqual([]);
});
