/** A registry whose content is one OCI image layout directory (contract, section 3 "Layouts"). */
import { basename } from 'node:path';
import { isMirrorError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, digestAlgorithm, isDigest } from '../oci/digest.ts';
import { type Tag, whyPathIsInvalid } from '../oci/reference.ts';
import { type Referring, referringOf } from '../oci/referrer-entry.ts';
import type { RawManifest } from '../oci/store.ts';
import { blobSize, streamBlobFile } from '../stores/layout/blob-file.ts';
import { startBlob } from '../stores/layout/blob-writer.ts';
import type { Layout, LayoutRoot } from '../stores/layout/layout.ts';
import { readManifestFile } from '../stores/layout/manifest-file.ts';
import { taggedRefName, untaggedRefName } from '../stores/layout/ref-name.ts';
import type { NewManifest, RegistryBackend } from './backend.ts';

/**
 * Serves `NAME:TAG` as tag TAG of repository NAME. Bare tags, which skopeo and docker save write, are shown in the
 * repository called like the directory (`repositoryForBareTags`). Blobs, and manifests by digest, are those of the
 * whole directory, whatever the repository. A manifest pushed by digest is listed as NAME@DIGEST until an index that
 * has it as child is pushed.
 */
export function createLayoutBackend(layout: Layout): RegistryBackend {
  const { directory } = layout;
  const bareName = repositoryForBareTags(directory);
  const read: ReadReferrings = new Map();
  const rootsOf = async (repository: string, signal: AbortSignal) =>
    (await layout.roots(signal)).filter((root) => shownAs(root, bareName) === repository);
  return {
    blobSize: (_repository, digest) => blobSize(directory, digest),
    readBlob: (_repository, digest, span, signal) => streamBlobFile(directory, digest, span, signal),
    async startBlob(_repository, digest) {
      await layout.prepare();
      return await startBlob(directory, digest === null ? 'sha256' : digestAlgorithm(digest));
    },
    mountBlob: async (_repository, digest) => (await blobSize(directory, digest)) !== null,
    readManifest: (repository, reference, signal) =>
      readAny(layout, repository === bareName ? [repository, ''] : [repository], reference, signal),
    writeManifest: (repository, manifest, signal) => storeManifest(layout, repository, manifest, signal),
    async tags(repository, signal) {
      const roots = await rootsOf(repository, signal);
      return roots.length === 0 ? null : [...new Set(roots.flatMap((root) => root.tag ?? []))];
    },
    async repositories(signal) {
      const names = (await layout.roots(signal)).map((root) => shownAs(root, bareName));
      return [...new Set(names)].filter((name) => whyPathIsInvalid(name) === null);
    },
    referrers: async (repository, digest, signal) =>
      await referrersAmong(await rootsOf(repository, signal), digest, { directory, read }),
  };
}

/** The base name of the directory, lower case, as a repository name; `image` where nothing of it is left. */
export function repositoryForBareTags(directory: string): string {
  const name = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'image' : name;
}

function shownAs(root: LayoutRoot, bareName: string): string {
  return root.name === '' ? bareName : root.name;
}

/** The first of `names` that has it; what is damaged is not there, so that pushing it again heals it. */
async function readAny(
  layout: Layout,
  names: readonly string[],
  reference: Tag | Digest,
  signal: AbortSignal,
): Promise<RawManifest | null> {
  for (const name of isDigest(reference) ? names.slice(0, 1) : names) {
    try {
      return await layout.repository(name).readManifest(reference, signal);
    } catch (error) {
      if (!isMirrorError(error, 'not-found', 'digest-mismatch', 'too-large')) throw error;
    }
  }
  return null;
}

async function storeManifest(
  layout: Layout,
  repository: string,
  manifest: NewManifest,
  signal: AbortSignal,
): Promise<void> {
  const { raw, node, tag } = manifest;
  const { digest } = raw.descriptor;
  await layout.repository(repository).writeManifest(raw, signal);
  const refName = tag === null ? untaggedRefName(repository, digest) : taggedRefName(repository, tag);
  const children = node.kind === 'index' ? node.children.map((child) => child.descriptor.digest) : [];
  const drop = new Set(children.map((child) => untaggedRefName(repository, child)));
  await layout.index.change({ put: new Map([[refName, raw.descriptor]]), drop }, signal);
}

/** What listed manifests refer to, each read once however many subjects are asked for. */
type ReadReferrings = Map<Digest, Referring | null>;

async function referrersAmong(
  roots: readonly LayoutRoot[],
  subject: Digest,
  { directory, read }: { readonly directory: string; readonly read: ReadReferrings },
): Promise<readonly Descriptor[]> {
  const found = new Map<Digest, Descriptor>();
  for (const { descriptor } of roots) {
    const { digest } = descriptor;
    const known = read.get(digest);
    const referring = known === undefined ? await readReferring(directory, descriptor) : known;
    if (referring !== undefined) read.set(digest, referring);
    if (referring?.subject === subject) found.set(digest, referring.entry);
  }
  return [...found.values()];
}

/** Undefined: it cannot be read now. */
async function readReferring(
  directory: string,
  descriptor: Descriptor,
): Promise<Referring | null | undefined> {
  const expected = { mediaType: descriptor.mediaType, sizeBytes: undefined };
  const manifest = await readManifestFile(directory, descriptor.digest, expected).catch(() => null);
  return manifest === null ? undefined : referringOf(manifest);
}
