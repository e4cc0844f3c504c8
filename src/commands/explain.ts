/** `explain`: which places a node would try for a reference, in order, and which line says so. */
import { MirrorError } from '../errors.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import { explain as explainReference } from '../policy/explain.ts';
import type { Command, CommandDoor, CommandEnd } from './command.ts';
import { COMMON_OPTIONS } from './option-table.ts';
import { examineFiles } from './policies/examined-files.ts';
import { finishPolicies } from './policies/finish-policies.ts';
import { refuseInvalid } from './policies/needed-policies.ts';
import { policyRequest, readRequested, workspaceTree } from './policies/policy-request.ts';
import { probe } from './policies/probe.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'show the places that a node would try for a reference, in order, and why',
  details: [
    'Reads the policy files that --policy matches, or all that lie in the working directory, and shows for CRI-O and',
    'Podman and for containerd where a pull of REF goes, by tag and by digest. --probe asks each place what it serves',
    'now; registries and ages of tags are then taken from the mirror manifest, the lock and the state, where there are any.',
    '',
    "  mirror-action explain docker.io/library/redis:7.4 --policy 'certs.d/**/hosts.toml'",
    "  mirror-action explain redis:7.4 --policy 'policies/*.yaml' --probe",
  ].join('\n'),
  positionals: 'REF',
  takesPositionals: 'one',
  options: [...COMMON_OPTIONS, 'policy', 'probe'],
  writes: 'never',
  run: runExplain,
};

async function runExplain(door: CommandDoor): Promise<CommandEnd> {
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
