/** What the rules look at: every document, what it comes to on a node, and the mirror manifest where there is one. */
import type { MirrorFile } from '../../files/mirrorfile.ts';
import { effectiveRegistries } from '../effective-registries.ts';
import { type MergedPolicy, mergeMirrorSets } from '../merge.ts';
import { documentsOf, type HostsFile, type PolicyDocument, type RegistryTable } from '../model.ts';

export interface PolicyView {
  readonly documents: readonly PolicyDocument[];
  readonly manifest: MirrorFile | null;
  readonly merged: MergedPolicy;
  /** Tables of CRI-O and podman, conflicts left aside; empty where no document has any. */
  readonly tables: readonly RegistryTable[];
  /** Whether any document speaks to CRI-O and podman. */
  readonly speaksToCrio: boolean;
  /** The `hosts.toml` that containerd uses. */
  readonly hosts: readonly HostsFile[];
}

export function viewOf(documents: readonly PolicyDocument[], manifest: MirrorFile | null): PolicyView {
  const { tables } = effectiveRegistries(documents, { asIfApplied: true });
  return {
    documents,
    manifest,
    merged: mergeMirrorSets(documentsOf(documents, 'mirror-set')),
    tables: tables ?? [],
    speaksToCrio: tables !== null,
    hosts: documentsOf(documents, 'hosts.toml').filter(({ fate }) => fate === 'used'),
  };
}
