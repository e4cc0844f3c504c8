/**
 * Whether everything that tags promise lies in a mirror's storage, byte for byte: read from the files of docker-registry or
 * of an OCI layout, with no code of the program under test.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerRegistry } from '../../servers/docker-registry.ts';

interface Named {
  readonly digest: string;
  readonly size?: number;
}

interface Document {
  readonly manifests?: readonly Named[];
  readonly config?: Named;
  readonly layers?: readonly Named[];
}

/** Where one repository, or a layout, keeps things; null is: not there. */
interface Shelf {
  manifestFile(digest: string): string | null;
  blobFile(digest: string): string | null;
}

/** One line per thing that a tag of the registry leads to and that could not be pulled. */
export function faultsOfRegistry({ storage }: Pick<DockerRegistry, 'storage'>): readonly string[] {
  const root = join(storage, 'docker/registry/v2');
  return repositoriesIn(join(root, 'repositories')).flatMap((repository) => {
    const place = join(root, 'repositories', repository);
    const file = (link: string, digest: string): string | null => {
      const hex = digest.slice('sha256:'.length);
      const data = join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data');
      return existsSync(join(place, link, 'sha256', hex, 'link')) && existsSync(data) ? data : null;
    };
    const shelf: Shelf = {
      manifestFile: (digest) => file('_manifests/revisions', digest),
      blobFile: (digest) => file('_layers', digest),
    };
    return namesIn(join(place, '_manifests/tags')).flatMap((tag) => {
      const link = join(place, '_manifests/tags', tag, 'current/link');
      const digest = existsSync(link) ? readFileSync(link, 'utf8') : '';
      // what a registry leaves that was killed, or found its disk full, while it wrote a tag: it serves no such tag
      if (digest === '') return [];
      return faultsBelow({ digest }, shelf).map((why) => `${repository}:${tag}: ${why}`);
    });
  });
}

/** The same for every root that a layout lists. */
export function faultsOfLayout(directory: string): readonly string[] {
  const index = join(directory, 'index.json');
  if (!existsSync(index)) return [];
  const file = (digest: string): string | null => {
    const path = join(directory, 'blobs', digest.replace(':', '/'));
    return existsSync(path) ? path : null;
  };
  const shelf: Shelf = { manifestFile: file, blobFile: file };
  return (documentIn(readFileSync(index)).manifests ?? []).flatMap((root) => faultsBelow(root, shelf));
}

/** Names of the roots of a layout; none where it has no index.json. */
export function rootNamesIn(directory: string): readonly string[] {
  const index = join(directory, 'index.json');
  if (!existsSync(index)) return [];
  const { manifests = [] }: { manifests?: readonly { annotations?: Record<string, string> }[] } = JSON.parse(
    readFileSync(index, 'utf8'),
  );
  return manifests.map(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] ?? '').sort();
}

function faultsBelow(manifest: Named, shelf: Shelf): readonly string[] {
  const file = shelf.manifestFile(manifest.digest);
  const fault = faultOf(manifest, file);
  if (fault !== null || file === null) return [`manifest ${manifest.digest} ${fault}`];
  const { manifests = [], config, layers = [] } = documentIn(readFileSync(file));
  const blobs = config === undefined ? layers : [config, ...layers];
  return [
    ...manifests.flatMap((child) => faultsBelow(child, shelf)),
    ...blobs.flatMap((blob) => {
      const why = faultOf(blob, shelf.blobFile(blob.digest));
      return why === null ? [] : [`blob ${blob.digest} ${why}`];
    }),
  ];
}

function faultOf({ digest, size }: Named, file: string | null): string | null {
  if (file === null) return 'is missing';
  if (size !== undefined && statSync(file).size !== size) return 'has the wrong size';
  return digestOfFile(file) === digest ? null : 'has the wrong bytes';
}

/** By what tells one writing of a file from another: most of them are looked at many times. */
const digests = new Map<string, string>();

function digestOfFile(file: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  const key = `${file} ${ino} ${size} ${mtimeMs}`;
  const digest =
    digests.get(key) ?? `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
  digests.set(key, digest);
  return digest;
}

function documentIn(bytes: Buffer): Document {
  return JSON.parse(bytes.toString('utf8'));
}

function repositoriesIn(directory: string, below = ''): readonly string[] {
  const names = namesIn(join(directory, below)).filter((name) => !name.startsWith('_'));
  const own = existsSync(join(directory, below, '_manifests')) ? [below] : [];
  return [...own, ...names.flatMap((name) => repositoriesIn(directory, join(below, name)))];
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}
