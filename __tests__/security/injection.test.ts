/**
 * Text from outside in every surface (CVE-2020-15228, CVE-2022-35954, and markup in summaries and pages): a table of ways in by
 * surfaces, made in code. Each text carries a mark, so that what is said to be harmless has been seen to be there.
 * The parts are in `__tests__/host/escape.test.ts` and `__tests__/report/hostile.test.ts`, more of error answers in
 * `__tests__/action/hostile.test.ts`.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileCommands } from '../action/file-commands.ts';
import { type Job, makeJob, type StepEnd } from '../action/runner.ts';
import { commandsIn, HOSTILE } from '../fakes/runner-commands.ts';
import { gitRepository } from '../fixtures/git-repository.ts';
import {
  contentOf,
  descriptorOf,
  documentOf,
  type ImageTree,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER,
  OCI_MANIFEST,
  treeOf,
} from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { orasReferrer } from '../fixtures/referrers.ts';
import { startOddRegistry } from '../servers/odd-registry.ts';
import { expectOnlyOwnCommands, expectOwnMarkdown, expectOwnMarkup, expectQuietLog } from './own-output.ts';

const TEXTS: readonly string[] = [
  ...HOSTILE,
  '::set-output name=ok::true',
  '%0A::error::decoded%0D%0A',
  'ghadelimiter_x\nok=true\nEOF\nok<<EOF',
  "' onmouseover=alert(1) x='",
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '<!--\n-->',
  '</style></title><base href=//evil>',
  '{{constructor}} $\u007b{ github.token }}',
  '\x9b31m \x90q\x9c',
  '\u2067\u2069\u061c',
];
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '');

/** A text that can be found again behind whatever was done to it. */
const marked = (text: string, way: string, at: number): string => `${text}q${way}${at}z`;
const marksIn = (surface: string, way: string): number =>
  new Set(surface.match(new RegExp(`q${way}\\d+z`, 'g'))).size;

/** Ways that end in a run of `verify`, as a repository of the mirror that says the text. */
const TREES: Readonly<Record<string, (text: string) => ImageTree>> = {
  layer: (text) => imageWith({ layer: text }),
  config: (text) => imageWith({ config: text }),
  platform: (text) => {
    const child = makeImage({ seed: 'injection' });
    const manifests = [
      descriptorOf(child.root, { platform: { os: text, architecture: text, variant: text } }),
    ];
    return treeOf(documentOf(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }), {
      children: [child],
    });
  },
};

function imageWith({
  layer = OCI_LAYER,
  config = OCI_CONFIG,
}: {
  layer?: string;
  config?: string;
}): ImageTree {
  const parts = [
    contentOf(config, Buffer.from('{}')),
    contentOf(layer, Buffer.from(`layer of ${layer}`)),
  ] as const;
  const root = documentOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptorOf(parts[0]),
    layers: [descriptorOf(parts[1])],
  });
  return treeOf(root, { blobs: parts });
}

interface Surfaces {
  readonly log: string;
  readonly json: string;
  readonly html: string;
  readonly sarif: string;
  readonly summary: string;
  readonly annotations: string;
}

const FILES = {
  html: 'out.html',
  sarif: 'out.sarif',
  json: 'out.json',
  summary: 'out.md',
  'log-level': 'debug',
};

function surfacesOf(job: Job, { log, summary, commands }: StepEnd): Surfaces {
  const read = (name: string): string => readFileSync(job.path(name), 'utf8');
  const annotations = commands.filter(({ name }) => ['error', 'warning', 'notice'].includes(name));
  return {
    log,
    json: read('out.json'),
    html: read('out.html'),
    sarif: read('out.sarif'),
    summary,
    annotations: JSON.stringify(annotations),
  };
}

/** Nothing of the run is anything but its own. */
function expectHarmless(job: Job, end: StepEnd): void {
  expectOnlyOwnCommands(end);
  expectQuietLog(end);
  expectOwnMarkdown(end.summary);
  expectOwnMarkdown(readFileSync(job.path('out.md'), 'utf8'));
  expectOwnMarkup(readFileSync(job.path('out.html'), 'utf8'));
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
    readFileSync(job.path('out.html'), 'utf8'),
  )?.[1];
  expect(policy).toMatch(/^default-src &#39;none&#39;/);
  for (const name of ['out.json', 'out.sarif']) {
    const text = readFileSync(job.path(name), 'utf8');
    expect(() => JSON.parse(text)).not.toThrow();
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(commandsIn(text)).toEqual([]);
  }
  expect(Object.keys(end.outputs).sort()).toEqual(
    Object.keys(
      readFileCommands(
        Object.keys(end.outputs)
          .map((name) => `${name}=x`)
          .join('\n'),
      ),
    ).sort(),
  );
  expect(end.outputs.a).toBeUndefined();
  expect(end.outputs.ok).toBe('false');
}

/** For each way the surfaces in which all texts are to be seen; in the others at least one. */
type Reach = Readonly<Record<string, readonly (keyof Surfaces)[]>>;

function expectReached(surfaces: Surfaces, reach: Reach, count = TEXTS.length): void {
  const seen = Object.fromEntries(
    Object.entries(reach).map(([way, names]) => [
      way,
      names.map((name) => `${name} ${marksIn(surfaces[name], way)}`),
    ]),
  );
  const wanted = Object.fromEntries(
    Object.entries(reach).map(([way, names]) => [way, names.map((name) => `${name} ${count}`)]),
  );
  expect(seen).toEqual(wanted);
}

describe('what a mirror serves', () => {
  const job = makeJob();
  let end: StepEnd;
  beforeAll(async () => {
    const repositories = Object.entries(TREES).flatMap(([way, make]) =>
      TEXTS.map((text, at) => [`${way}/${at}`, { tree: make(marked(text, way, at)) }] as const),
    );
    const mirror = await startOddRegistry(Object.fromEntries(repositories));
    job.manifest({
      referrers: 'ignore',
      runtimes: ['containerd@1.7', 'cri-o@1.30'],
      mirrors: [{ name: 'odd', target: mirror.host }],
      images: repositories.map(([name, { tree }]) => ({
        source: `example.test/${name}`,
        digests: [tree.root.digest],
      })),
    });
    end = await job.run({ with: { ...FILES, command: 'verify' }, timeoutMs: 60_000 });
  });
  test('is told everywhere', () => {
    expect(end.code).toBe(1);
    const everywhere = ['json', 'sarif', 'html'] as const;
    expectReached(surfacesOf(job, end), {
      layer: everywhere,
      config: everywhere,
      platform: everywhere,
    });
  });
  test('is harmless everywhere', () => {
    expectHarmless(job, end);
  });
});

describe('what a source says', () => {
  const job = makeJob();
  let end: StepEnd;
  const image = makeImage({ seed: 'injection/source' });
  beforeAll(async () => {
    const referrers = TEXTS.map((text, at) => orasReferrer(image.root, marked(text, 'type', at)));
    const source = await startOddRegistry(
      { app: { tree: image }, ...Object.fromEntries(referrers.map((tree, at) => [`r${at}`, { tree }])) },
      {
        intercept: (request, response) => {
          const at = Number(/^\/v2\/(?:warning|tags)\/(\d+)\//.exec(request.url ?? '')?.[1] ?? Number.NaN);
          if (request.url?.includes('/tags/list') === true) {
            response.end(
              JSON.stringify({ name: 'x', tags: TEXTS.map((text, number) => marked(text, 'tag', number)) }),
            );
            return true;
          }
          if (request.url?.startsWith('/v2/app/referrers/') === true) {
            response.writeHead(200, { 'content-type': OCI_INDEX });
            const manifests = referrers.map(({ root }, number) =>
              descriptorOf(root, { artifactType: marked(TEXTS[number] ?? '', 'type', number) }),
            );
            response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
            return true;
          }
          if (Number.isNaN(at)) return false;
          const text = marked(printable(TEXTS[at] ?? ''), 'warn', at);
          const errors = [
            { code: marked(TEXTS[at] ?? '', 'code', at), message: marked(TEXTS[at] ?? '', 'error', at) },
          ];
          response.writeHead(403, {
            warning: `299 - "${text.replace(/["\\]/g, '\\$&')}"`,
            'content-type': 'application/json',
          });
          response.end(JSON.stringify({ errors }));
          return true;
        },
      },
    );
    for (const { manifests, blobs } of referrers) {
      const held = source.backend.content.repositories.get('app');
      for (const { digest, mediaType, bytes } of manifests)
        held?.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
      expect(blobs.size).toBeGreaterThan(0);
    }
    job.manifest({
      mirrors: [{ name: 'vault', target: 'oci:./vault' }],
      referrers: 'report',
      images: [
        `${source.host}/app@${image.root.digest}`,
        { source: `${source.host}/tags/0`, select: { include: '.' } },
        ...TEXTS.map((_text, at) => ({
          source: `${source.host}/warning/${at}`,
          digests: [`sha256:${String(at).padStart(64, '0')}`],
        })),
      ],
    });
    end = await job.run({ with: { ...FILES, command: 'sync' }, timeoutMs: 60_000 });
  });
  test('is told everywhere', () => {
    expect(end.code).toBe(1);
    const surfaces = surfacesOf(job, end);
    expectReached(surfaces, { error: ['json', 'sarif', 'html'] });
    expect(marksIn(surfaces.log, 'warn')).toBe(20); // no registry fills the log
    expect(marksIn(surfaces.json, 'type')).toBeGreaterThan(0);
    expect(marksIn(surfaces.json, 'tag')).toBe(0); // none of them is a tag
  });
  test('is harmless everywhere', () => {
    expectHarmless(job, end);
  });
});

describe('what a pull request proposes', () => {
  const job = makeJob();
  let end: StepEnd;
  beforeAll(async () => {
    mkdirSync(job.path('p'));
    const yaml = (text: string): string => JSON.stringify(text);
    TEXTS.forEach((text, at) => {
      const say = (way: string): string => yaml(marked(text, way, at));
      job.write(
        `p/${at}.yaml`,
        `apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata: { name: ${say('name')} }\nspec:\n  ${say('key')}: 1\n  imageDigestMirrors:\n    - source: ${say('scope')}\n      mirrors: [${say('mirror')}]\n      mirrorSourcePolicy: ${say('policy')}\n`,
      );
      const toml = yaml(marked(text.replace(/[\ud800-\udfff]/g, ''), 'toml', at)).replace(
        /[\u007f-\u009f]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      job.write(`p/${at}.conf`, `[[registry]]\nlocation = ${toml}\n${toml} = 1\n`);
    });
    job.write(
      'mirror.lock.yaml',
      `version: 1\ntags:\n${TEXTS.map((text, at) => `  ${yaml(marked(text, 'lock', at))}: { digest: 1 }\n`).join('')}`,
    );
    job.write(
      'mirror.yaml',
      `version: 1\nmirrors: [{ name: a, target: a.example.com }]\nimages:\n${TEXTS.map((text, at) => `  - ${yaml(marked(text, 'image', at))}\n`).join('')}accept:\n${TEXTS.map((text, at) => `  - { rule: no-lock, until: 2020-01-01, reason: ${yaml(marked(text, 'reason', at))} }\n`).join('')}`,
    );
    end = await job.run({ with: { ...FILES, command: 'check', policy: 'p/*' }, timeoutMs: 60_000 });
  });
  test('is told everywhere', () => {
    expect(end.code).toBe(1);
    const everywhere = ['json', 'sarif', 'html'] as const;
    expectReached(surfacesOf(job, end), {
      image: everywhere,
      lock: everywhere,
      key: everywhere,
      scope: everywhere,
      mirror: everywhere,
      policy: everywhere,
      toml: everywhere,
    });
  });
  test('is harmless everywhere', () => {
    expectHarmless(job, end);
  });
});

describe('what git, inputs and helpers say', () => {
  const RISKY = TEXTS.filter((text) => commandsIn(text).length > 0 || text.includes('<'));

  test('a reason, and names that are asked for', async () => {
    const text = RISKY.map((one, at) => marked(one, 'input', at)).join(' ');
    for (const inputs of [
      { command: 'lock', accept: text, reason: text },
      { command: 'check', base: text },
      { command: 'plan', mirror: text.replaceAll('\n', ' ') },
      { command: 'plan', image: text.replaceAll('\n', ' ').slice(0, 500) },
      { command: 'explain', args: text.replaceAll('\n', ' ') },
      { command: 'verify', runtime: text.replaceAll('\n', ' ') },
    ]) {
      const job = makeJob();
      gitRepository(job.workspace).git('init', '--quiet');
      job.manifest({
        mirrors: [{ name: 'v', target: 'oci:./v' }],
        images: ['oci:./s:a:1'].map((source) => ({ source, repository: 'a' })),
      });
      const end = await job.run({ with: { ...FILES, ...inputs } });
      expect(end.code).not.toBe(0);
      expect(marksIn(end.log, 'input')).toBeGreaterThan(0);
      expectHarmless(job, end);
    }
  });

  test('the branch that a pull request goes to', async () => {
    const job = makeJob();
    job.write('idms.yaml', 'kind: ImageDigestMirrorSet\n');
    const { commit, git } = gitRepository(job.workspace);
    git('init', '--quiet');
    commit('x');
    const env = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_BASE_REF: marked('::error::x ##[error]y <b>', 'ref', 1),
    };
    const end = await job.run({ with: { ...FILES, command: 'check' }, env });
    expect(marksIn(end.log, 'ref')).toBe(1);
    expectHarmless(job, end);
  });

  test('a credential helper is not repeated at all', async () => {
    const job = makeJob();
    const text = RISKY.map((one, at) => marked(one, 'helper', at)).join('\n');
    const bin = join(job.temporary, 'bin'); // in a checkout it would not be run
    mkdirSync(bin);
    writeFileSync(join(bin, 'said'), text);
    writeFileSync(
      join(bin, 'docker-credential-evil'),
      `#!/bin/sh\ntouch '${join(bin, 'asked')}'\ncat '${join(bin, 'said')}'\ncat '${join(bin, 'said')}' >&2\nexit 1\n`,
    );
    chmodSync(join(bin, 'docker-credential-evil'), 0o755);
    const registry = await startOddRegistry(
      {},
      {
        intercept: (_request, response) => {
          response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
          return true;
        },
      },
    );
    job.manifest({
      mirrors: [{ name: 'v', target: 'oci:./v' }],
      images: [{ source: `${registry.host}/a`, tags: ['1'], repository: 'a' }],
    });
    const docker = join(job.temporary, 'docker');
    mkdirSync(docker);
    writeFileSync(join(docker, 'config.json'), JSON.stringify({ credHelpers: { [registry.host]: 'evil' } }));
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, DOCKER_CONFIG: docker };
    const end = await job.run({ with: { ...FILES, command: 'plan' }, env });
    expect(existsSync(join(bin, 'asked'))).toBe(true);
    expect(end.log).toContain('docker-credential-evil');
    for (const surface of Object.values(surfacesOf(job, end))) expect(marksIn(surface, 'helper')).toBe(0);
    expectHarmless(job, end);
  });
});
