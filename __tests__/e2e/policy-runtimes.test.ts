/** Real readers of policies try the places that `explain` says, in its order; what `generate` writes is taken by them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { parseReference } from '../../src/oci/reference.ts';
import { explain } from '../../src/policy/explain.ts';
import type { Explanation } from '../../src/policy/explanation.ts';
import {
  type GenerateFormat,
  generateFromManifest,
  generateFromPolicies,
} from '../../src/policy/generate.ts';
import type { PolicyDocument } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import type { GeneratedFile } from '../../src/policy/routes.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { run, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Two registries that have nothing; together they remember who was asked for which repository, in order. */
class EmptyRegistries {
  readonly #servers: Server[] = [];
  asked: string[] = [];

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(request.url ?? '')?.[1];
      if (repository !== undefined) this.asked.push(`${request.headers.host}/${repository}`);
      response.statusCode = request.url === '/v2/' ? 200 : 404;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Who was asked, each once, since the last time. */
  take(): readonly string[] {
    const asked = [...new Set(this.asked)];
    this.asked = [];
    return asked;
  }

  stop(): void {
    for (const server of this.#servers) server.close();
  }
}

const registries = new EmptyRegistries();
let source: string;
let mirrors: readonly [string, string];
afterAll(() => registries.stop());

async function startRegistries(): Promise<void> {
  source = await registries.start();
  mirrors = [await registries.start(), await registries.start()];
}

/** `plain` is by digest alone, `tagged` also by tag. */
function generated(format: GenerateFormat, neverContactSource: boolean): readonly GeneratedFile[] {
  const text = `version: 1
mirrors: [{ name: a, target: "${mirrors[0]}/cache" }, { name: b, target: "${mirrors[1]}" }]
images:
  - { source: "${source}/team/plain", tags: ["1"] }
  - { source: "${source}/team/tagged", tags: ["1"], allowMirrorByTags: true }
`;
  const { file, findings } = readMirrorFile(text, 'mirror.yaml');
  if (file === null) throw new Error(JSON.stringify(findings));
  return generateFromManifest(file, { format, neverContactSource }).files;
}

const documentsOf = (files: readonly GeneratedFile[]): readonly PolicyDocument[] =>
  files.flatMap(({ path, text }) => readPolicy(text, path).documents);

/** Where `explain` says a pull goes, without what is blocked. */
function expected(reference: string, documents: readonly PolicyDocument[], runtime: 'cri-o' | 'containerd') {
  const parsed = parseReference(reference);
  if (!parsed.ok) throw new Error(parsed.why);
  const { explanation }: { readonly explanation: Explanation } = explain(parsed.value, documents);
  const list = explanation[runtime]?.[parsed.value.digest === null ? 'tag' : 'digest'] ?? [];
  return list.filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint);
}

const PULLS = [false, true].flatMap((never) =>
  ['team/plain:1', 'team/tagged:1', `team/plain@${DIGEST}`, `team/tagged@${DIGEST}`].map(
    (name) => [name, never] as const,
  ),
);

describeReal('skopeo', ['skopeo'], () => {
  beforeAll(startRegistries);

  async function ask(name: string, conf: string): Promise<readonly string[]> {
    const path = join(temporaryDirectory('policy'), 'registries.conf');
    writeFileSync(path, conf);
    await run(toolPath('skopeo'), [
      '--registries-conf',
      path,
      'inspect',
      '--raw',
      `docker://${source}/${name}`,
    ]);
    return registries.take();
  }

  test.each(PULLS)('tries for %s what explain says; source never: %s', async (name, never) => {
    const files = generated('registries.conf', never);
    const places = expected(`${source}/${name}`, documentsOf(files), 'cri-o');
    expect(await ask(name, files[0]?.text ?? '')).toEqual(places);
    if (name.includes('@')) expect(places).toHaveLength(never ? 2 : 3);
  });

  test('takes the file that the platform would write, and every name of the source is blocked', async () => {
    const objects = documentsOf([...generated('idms', true), ...generated('itms', true)]);
    const [conf] = generateFromPolicies(objects, {
      format: 'registries.conf',
      neverContactSource: false,
    }).files;
    // The objects cannot say that these loopback mirrors have no TLS.
    const text = (conf?.text ?? '').replace(/^( +)location = .*$/gm, '$&\n$1insecure = true');
    for (const name of ['team/plain:1', 'team/tagged:1', `team/tagged@${DIGEST}`]) {
      expect(await ask(name, text)).toEqual(expected(`${source}/${name}`, objects, 'cri-o'));
    }
  });
});

describeReal('containerd', ['containerd', 'ctr'], () => {
  const hostsDir = temporaryDirectory('policy-hosts');
  let containerd: Containerd;
  beforeAll(async () => {
    await startRegistries();
    containerd = await startContainerd({ hostsDir });
  });
  afterAll(() => containerd.stop());

  /** hosts.toml says one thing for a whole registry, so that each image gets a manifest of its own here. */
  function filesFor(tags: boolean, never: boolean): readonly GeneratedFile[] {
    const text = `version: 1
mirrors: [{ name: a, target: "${mirrors[0]}/cache" }, { name: b, target: "${mirrors[1]}" }]
images: [{ source: "${source}/team/app", tags: ["1"], allowMirrorByTags: ${tags} }]
`;
    const { file } = readMirrorFile(text, 'mirror.yaml');
    if (file === null) throw new Error('no manifest');
    return generateFromManifest(file, { format: 'hosts.toml', neverContactSource: never }).files;
  }

  const cases = [false, true].flatMap((never) =>
    [false, true].flatMap((tags) =>
      ['team/app:1', `team/app@${DIGEST}`].map((name) => [name, tags, never] as const),
    ),
  );

  test.each(cases)(
    'tries for %s what explain says; tags: %s, source never: %s',
    async (name, tags, never) => {
      const files = filesFor(tags, never);
      for (const { path, text } of files) {
        mkdirSync(dirname(join(hostsDir, path)), { recursive: true });
        writeFileSync(join(hostsDir, path), text);
      }
      registries.take();
      await containerd.fetch(`${source}/${name}`);
      const places = expected(`${source}/${name}`, documentsOf(files), 'containerd');
      expect(registries.take()).toEqual(places);
      if (name.includes('@')) expect(places).toHaveLength(never ? 2 : 3);
    },
  );
});
