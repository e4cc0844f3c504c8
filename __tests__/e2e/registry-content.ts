/** What registries hold, asked with skopeo and plain requests: independent of the program under test. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../fixtures/image-tree.ts';
import type { DockerRegistry } from '../servers/docker-registry.ts';
import { run, runOk } from '../servers/processes.ts';
import { toolPath } from '../servers/tools.ts';

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** `skopeo inspect --raw`: the manifest's bytes as the registry serves them. */
export async function rawManifest(
  { host }: DockerRegistry,
  reference: string,
  login?: Login,
): Promise<string> {
  const creds = login === undefined ? [] : ['--creds', `${login.user}:${login.password}`];
  return await runOk(toolPath('skopeo'), [
    'inspect',
    '--raw',
    '--tls-verify=false',
    ...creds,
    `docker://${host}/${reference}`,
  ]);
}

/** Whether skopeo can read a manifest; nothing is said of its blobs. */
export async function hasManifest({ host }: DockerRegistry, reference: string): Promise<boolean> {
  const inspect = ['inspect', '--raw', '--tls-verify=false', `docker://${host}/${reference}`];
  return (await run(toolPath('skopeo'), inspect)).code === 0;
}

/** Names of the tags of a repository as they lie in the registry's storage; none where there is no such repository. */
export function tagsIn({ storage }: DockerRegistry, repository: string): readonly string[] {
  const directory = join(storage, 'docker/registry/v2/repositories', repository, '_manifests/tags');
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** What a tag points to in the registry's storage; null where there is none, or where a full disk left it empty. */
export function digestOfTag(
  { storage }: Pick<DockerRegistry, 'storage'>,
  repository: string,
  tag: string,
): string | null {
  const tags = join(storage, 'docker/registry/v2/repositories', repository, '_manifests/tags');
  try {
    return readFileSync(join(tags, tag, 'current/link'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/** The file in which a registry stores a blob or manifest. */
export function storedFile({ storage }: Pick<DockerRegistry, 'storage'>, digest: string): string {
  const hex = digest.replace('sha256:', '');
  return join(storage, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data');
}

/** Deletes a manifest through the API, and with it every tag that points to it. */
export async function deleteManifest(
  registry: DockerRegistry,
  repository: string,
  digest: string,
): Promise<void> {
  const status = await statusOf(registry, 'DELETE', `/v2/${repository}/manifests/${digest}`);
  if (status !== 202) throw new Error(`DELETE answered ${status}`);
}

export async function statusOf(
  { url }: DockerRegistry,
  method: 'GET' | 'HEAD' | 'DELETE',
  path: string,
): Promise<number> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    const headers = { accept: [OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST].join(', ') };
    const { statusCode, body } = await request(`${url}${path}`, { method, dispatcher, headers });
    await body.dump();
    return statusCode;
  } finally {
    await dispatcher.close();
  }
}

/** A file that a registry has made and not written: what it was killed in, or had no room for. */
export function isEmptyFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.size === 0;
}
