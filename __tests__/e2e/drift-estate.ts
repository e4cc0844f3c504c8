/** A source and three real registries as mirrors, and what a person with skopeo does to their tags. */
import type { Report, ReportFinding, ReportImage, ReportMirrorRow } from '../../src/report/model.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk } from '../servers/processes.ts';
import { toolPath } from '../servers/tools.ts';
import { findingsOf, type Workspace } from './workspace.ts';

export const DAY_MS = 86_400_000;
export const MIRRORS = ['eu', 'us', 'asia'] as const;
export type MirrorName = (typeof MIRRORS)[number];

export const AMD64 = { os: 'linux', architecture: 'amd64' };
export const ARM64 = { os: 'linux', architecture: 'arm64' };

/** Versions of one image for two platforms; the same names give the same digests. */
export function indexVersion(name: string): ImageTree {
  return makeIndex(
    [AMD64, ARM64].map((platform) => makeImage({ seed: `${name}/${platform.architecture}`, platform })),
  );
}

export function version(name: string): ImageTree {
  return makeImage({ seed: name, layers: 1 });
}

export interface Estate {
  readonly source: DockerRegistry;
  readonly mirrors: Readonly<Record<MirrorName, DockerRegistry>>;
  forgetRequests(): Promise<void>;
  /** `METHOD status`, of one server, without repetition, sorted; and how many there were of each method. */
  requestsOf(where: MirrorName | 'source'): Promise<Readonly<Record<string, number>>>;
}

export async function startEstate(): Promise<Estate> {
  const [source, eu, us, asia] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry(),
    startDockerRegistry(),
    startDockerRegistry(),
  ]);
  const mirrors = { eu, us, asia };
  return {
    source,
    mirrors,
    forgetRequests: async () => {
      for (const registry of [source, eu, us, asia]) await registry.clearAccessLog();
    },
    requestsOf: async (where) => {
      const registry = where === 'source' ? source : mirrors[where];
      const methods: Record<string, number> = {};
      for (const { method, path } of await registry.accessLog())
        if (path !== '/v2/') methods[method] = (methods[method] ?? 0) + 1;
      return methods;
    },
  };
}

/** One repository of the estate with tag `1`, and the mirror manifest about it. */
export interface Scene {
  readonly repository: string;
  /** `127.0.0.1:PORT/REPOSITORY:1`, the source's canonical name. */
  readonly name: string;
  /** Brings the source's tag to a version, as its publisher does. */
  publish(tree: ImageTree): Promise<void>;
  /** Brings the tag of mirrors to a version, as somebody does who has it: the source is not asked. */
  put(tree: ImageTree, ...mirrors: readonly MirrorName[]): Promise<void>;
  /** `skopeo copy ARGS source mirror`. */
  skopeoCopy(mirror: MirrorName, ...args: readonly string[]): Promise<void>;
  /** Writes `mirror.yaml` with the three mirrors; `parts` win. */
  manifest(parts?: SceneManifest): void;
  /** Writes `mirror.lock.yaml`: versions newest first, with their ages in days. */
  lock(...versions: readonly (readonly [tree: ImageTree, ageDays: number])[]): void;
}

export interface SceneManifest {
  readonly top?: object;
  readonly image?: object;
  readonly mirrors?: readonly object[];
}

let scenes = 0;

export async function makeScene(estate: Estate, workspace: Workspace, tree: ImageTree): Promise<Scene> {
  scenes += 1;
  const { source, mirrors } = estate;
  const repository = `drift/app-${scenes}`;
  const name = `${source.host}/${repository}:1`;
  const scene: Scene = {
    repository,
    name,
    publish: (next) => pushImage(source.url, repository, { tag: '1', tree: next }),
    put: async (held, ...names) => {
      for (const each of names) await pushImage(mirrors[each].url, repository, { tag: '1', tree: held });
    },
    skopeoCopy: async (mirror, ...args) => {
      const plain = ['copy', '--quiet', '--src-tls-verify=false', '--dest-tls-verify=false', ...args];
      const places = [`docker://${name}`, `docker://${mirrors[mirror].host}/${repository}:1`];
      await runOk(toolPath('skopeo'), [...plain, ...places]);
    },
    manifest: ({ top = {}, image = {}, mirrors: written } = {}) =>
      workspace.manifest({
        allowMirrorByTags: true,
        mirrors: written ?? mirrorsOf(estate),
        images: [{ source: `${source.host}/${repository}`, tags: ['1'], ...image }],
        ...top,
      }),
    lock: (...versions) => workspace.write('mirror.lock.yaml', lockText(name, versions)),
  };
  await scene.publish(tree);
  scene.manifest();
  return scene;
}

export function mirrorsOf({ mirrors }: Estate, parts: Partial<Record<MirrorName, object>> = {}): object[] {
  return MIRRORS.map((name) => ({ name, target: mirrors[name].host, ...parts[name] }));
}

function lockText(name: string, versions: readonly (readonly [ImageTree, number])[]): string {
  const [newest, ...previous] = versions.map(([{ root }, ageDays]) => ({
    digest: root.digest,
    since: `${new Date(Date.now() - ageDays * DAY_MS).toISOString().slice(0, 19)}Z`,
  }));
  // A lock is YAML, and JSON is YAML.
  return JSON.stringify({ version: 1, tags: { [name]: { ...newest, previous } } });
}

/** The only image of a report. */
export function onlyImage({ images }: Report): ReportImage {
  const [image, ...more] = images;
  if (image === undefined || more.length > 0) throw new Error(`${images.length} images`);
  return image;
}

/** `eu stale error`: what each mirror of the only image was found to be. */
export function statesOf(report: Report): readonly string[] {
  return onlyImage(report).mirrors.map(stateText);
}

export function stateText({ mirror, drift, driftDetail }: ReportMirrorRow): string {
  return `${mirror} ${drift}${driftDetail?.severity ? ` ${driftDetail.severity}` : ''}`;
}

/** The only finding of a rule. */
export function onlyFinding(report: Report, rule: string): ReportFinding {
  const found = findingsOf(report, rule);
  if (found.length !== 1)
    throw new Error(`${found.length} findings ${rule}: ${JSON.stringify(report.findings)}`);
  return found[0] as ReportFinding;
}

/** The rules of all findings, sorted, each once. */
export function rulesOf({ findings }: Report): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

export function short({ root }: Pick<ImageTree, 'root'>): string {
  return root.digest.slice(0, 'sha256:'.length + 12);
}
