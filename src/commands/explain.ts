/** `explain`: which places a node would try for a reference, in order, and which line says so. */
import { MirrorError } from '../errors.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import { explain as explainReference } from '../policy/explain.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { examineFiles } from './policies/examined-files.ts';
import { finishPolicies } from './policies/finish-policies.ts';
import { refuseInvalid } from './policies/needed-policies.ts';
import { policyRequest, readRequested, workspaceTree } from './policies/policy-request.ts';
import { probe } from './policies/probe.ts';

export async function runExplain(door: CommandDoor): Promise<CommandEnd> {
  const reference = readReference(door.positionals[0] ?? '');
  const tree = workspaceTree(door);
  const policies = await readRequested(policyRequest(door, []), tree);
  refuseInvalid(policies);
  const { explanation, findings } = explainReference(reference, policies.documents);
  const probed = door.options.probe
    ? await probe(reference, explanation, { door, files: await examineFiles(door, tree) })
    : { explain: explanation, findings: [], requests: 0 };
  return finishPolicies(door, 'explain', {
    file: null,
    lock: null,
    policies: policies.files,
    findings: [...policies.findings, ...findings, ...probed.findings],
    explain: probed.explain,
    requests: probed.requests,
  });
}

function readReference(text: string): Reference {
  const parsed = parseReference(text);
  if (parsed.ok) return parsed.value;
  throw new MirrorError('usage', `${JSON.stringify(text)} is no reference: ${parsed.why}`, {
    fix: 'write one such as docker.io/library/redis:7.4',
  });
}
