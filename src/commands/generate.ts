/** `generate`: policy files that send nodes to the mirrors of the mirror manifest, or existing policies in another format. */
import { MirrorError } from '../errors.ts';
import type { MirrorFile } from '../files/mirrorfile.ts';
import { readMirrorFile } from '../files/read-mirrorfile.ts';
import type { Finding } from '../finding.ts';
import { isImageSelected } from '../mirror/selection.ts';
import { sourceKey } from '../mirror/source-key.ts';
import { type GenerateFormat, generateFromManifest, generateFromPolicies } from '../policy/generate.ts';
import type { Generated } from '../policy/routes.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { FILE_LIMIT_BYTES, findManifest } from './manifest-file.ts';
import { finishPolicies } from './policies/finish-policies.ts';
import { refuseInvalid } from './policies/needed-policies.ts';
import { policyRequest, readRequested, workspaceTree } from './policies/policy-request.ts';
import type { Policies } from './policies/read-policies.ts';
import { NO_POLICIES } from './policies/read-policies.ts';
import { writeGenerated } from './policies/write-generated.ts';
import { faultOfSelection } from './prepare.ts';
import { UnusableFiles } from './unusable-files.ts';
import { readUserText } from './workspace-bounds.ts';

export async function runGenerate(door: CommandDoor): Promise<CommandEnd> {
  const { formats } = door.options;
  const output = requireUsage(door);
  const { file, policies, make, findings } =
    door.options.policies.length > 0 ? await fromPolicies(door) : await fromManifest(door);
  const made = formats.map((format) => ({ format, ...make(format) }));
  const written = await writeGenerated(made, { output, file, door });
  const all = [...findings, ...made.flatMap((one) => one.findings), ...written.findings];
  return finishPolicies(door, 'generate', {
    file,
    lock: null,
    policies: policies.files,
    findings: eachOnce(all),
    generated: written.files,
  });
}

/** The folder to write to. Throws MirrorError `usage`. */
function requireUsage({ options }: CommandDoor): string {
  const { formats, output, policies, mirrors, images } = options;
  const faults = [
    ...(formats.length === 0 ? ['--format is needed'] : []),
    ...(output === null ? ['--output is needed'] : []),
    ...(policies.length > 0 && mirrors.length + images.length > 0
      ? ['--mirror and --image are about the mirror manifest, and do not go with --policy']
      : []),
  ];
  if (faults.length === 0 && output !== null) return output;
  throw new MirrorError('usage', faults.join('; '), { fix: 'for example: --format idms --output policies' });
}

interface Origin {
  /** Null where policies are converted. */
  readonly file: MirrorFile | null;
  readonly policies: Policies;
  readonly make: (format: GenerateFormat) => Generated;
  readonly findings: readonly Finding[];
}

async function fromManifest(door: CommandDoor): Promise<Origin> {
  const { host, options } = door;
  const path = options.manifest ?? (await findManifest(host));
  const { file, findings } = readMirrorFile(await readUserText(path, FILE_LIMIT_BYTES, door), path);
  if (file === null) throw new UnusableFiles(findings);
  const fault = faultOfSelection(file, options.mirrors);
  if (fault !== null) throw fault;
  checkGlobs(options.images, { images: file.images, rows: [], findings: [], isStopped: true });
  const selected = withSelectedImages(file, options);
  const { neverContactSource, mirrors } = options;
  const names = mirrors.length === 0 ? {} : { mirrors };
  return {
    file,
    policies: NO_POLICIES,
    make: (format) => generateFromManifest(selected, { format, neverContactSource, ...names }),
    findings: [],
  };
}

/** An image is meant when any of its names is: policies cover repositories. */
function withSelectedImages(file: MirrorFile, { images: globs }: CommandDoor['options']): MirrorFile {
  const selection = { mirrors: [], images: globs };
  const images = file.images.filter((image) => {
    const tags = image.wants.map((want) => (want.kind === 'digest' ? null : want.tag));
    return [null, ...tags].some((tag) => isImageSelected(sourceKey(image), tag, selection));
  });
  return { ...file, images };
}

async function fromPolicies(door: CommandDoor): Promise<Origin> {
  const policies = await readRequested(policyRequest(door, []), workspaceTree(door));
  refuseInvalid(policies);
  const { neverContactSource } = door.options;
  return {
    file: null,
    policies,
    make: (format) => generateFromPolicies(policies.documents, { format, neverContactSource }),
    findings: policies.findings,
  };
}

function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}
