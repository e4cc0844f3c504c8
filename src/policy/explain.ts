/** `explain`, the pure half: the ordered places for a reference under the given policy documents. */
import type { Finding } from '../finding.ts';
import { formatReference, type Reference, withDefaultTag } from '../oci/reference.ts';
import { effectiveRegistries } from './effective-registries.ts';
import { explainContainerd } from './explain-containerd.ts';
import { explainRegistries } from './explain-registries.ts';
import type { Explanation } from './explanation.ts';
import type { PolicyDocument } from './model.ts';

export interface Explained {
  readonly explanation: Explanation;
  /** Conflicts between documents, tables that replace others, rewrites that fail. */
  readonly findings: readonly Finding[];
}

/** Documents in the order in which their files were given; what a platform refuses or ignores takes no part. */
export function explain(reference: Reference, documents: readonly PolicyDocument[]): Explained {
  const effective = effectiveRegistries(documents);
  const crio = effective.tables === null ? null : explainRegistries(reference, effective.tables);
  const containerd = explainContainerd(reference, documents);
  return {
    explanation: {
      reference: formatReference(withDefaultTag(reference)),
      'cri-o': crio === null ? null : { tag: crio.tag, digest: crio.digest },
      containerd: containerd.pulls,
    },
    findings: [...effective.findings, ...(crio?.findings ?? []), ...containerd.findings],
  };
}
