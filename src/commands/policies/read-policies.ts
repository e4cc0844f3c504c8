/** Policy files of a tree as documents. */
import type { Finding } from '../../finding.ts';
import { digestHex, digestOf } from '../../oci/digest.ts';
import type { PolicyDocument } from '../../policy/model.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import type { FileTree } from './file-tree.ts';
import { findPolicies, type PolicyRequest } from './find-policies.ts';

export interface Policies {
  readonly documents: readonly PolicyDocument[];
  /** Everything that is wrong with reading them. */
  readonly findings: readonly Finding[];
  /** What was read, in this order. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Globs that match no file. */
  readonly idle: readonly string[];
}

export const NO_POLICIES: Policies = { documents: [], findings: [], files: [], idle: [] };

export async function readPolicies(request: PolicyRequest, tree: FileTree): Promise<Policies> {
  const { texts, findings, idle } = await findPolicies(request, tree);
  const read = texts.map(({ path, text }) => readPolicy(text, path));
  return {
    documents: read.flatMap(({ documents }) => documents),
    findings: [...findings, ...read.flatMap((one) => one.findings)],
    files: texts.map(({ path, text }) => ({ path, sha256: digestHex(digestOf(Buffer.from(text))) })),
    idle,
  };
}
