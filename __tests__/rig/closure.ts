/** What an image reaches in a registry in memory, and cannot be read there. */
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import { linkedBlob, type MemoryContent } from '../../src/stores/memory-content.ts';

interface Named {
  readonly digest: Digest;
  readonly size: number;
}

/** Digests below `root`, and `root` itself, that are not there with all their bytes. Children named in `omitted` may be missing. */
export function missingBelow(
  content: MemoryContent,
  repository: string,
  root: Digest,
  omitted: ReadonlySet<string> = new Set(),
): string[] {
  const raw = content.repositories.get(repository)?.manifests.get(root);
  if (raw === undefined || digestOf(raw.bytes, root) !== root) return [root];
  const document = JSON.parse(Buffer.from(raw.bytes).toString());
  const children: readonly Named[] = document.manifests ?? [];
  const blobs: readonly (Named | undefined)[] = [document.config, ...(document.layers ?? [])];
  const isBlob = ({ digest, size }: Named): boolean =>
    linkedBlob(content, repository, digest)?.bytes?.length === size;
  const lacking = blobs.filter((blob) => blob !== undefined && !isBlob(blob)) as Named[];
  const below = children
    .filter((child) => !omitted.has(child.digest) && !isBlob(child))
    .flatMap((child) => missingBelow(content, repository, child.digest, omitted));
  return [...lacking.map(({ digest }) => digest), ...below];
}
