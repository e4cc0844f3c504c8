/** Every option once: the flags of the command line and the inputs of the Action are made from this table. */

export type OptionKind =
  | 'flag' // present or not; in the Action `true` or `false`
  | 'value'
  | 'list'; // may be given several times; in the Action one per line

export interface OptionSpec {
  readonly name: string;
  readonly kind: OptionKind;
  /** Stands for the value in the help text: `FILE`. */
  readonly placeholder?: string;
  readonly description: string;
  /** As shown in help and action.yml; the code applies it. */
  readonly default?: string;
  /** Short flag, `f`. */
  readonly short?: string;
}

export const OPTIONS = {
  manifest: {
    name: 'manifest',
    short: 'f',
    kind: 'value',
    placeholder: 'FILE',
    description: 'The mirror manifest',
    default: 'first of mirror.yaml, mirror.yml, .github/mirror.yaml',
  },
  lockfile: {
    name: 'lockfile',
    kind: 'value',
    placeholder: 'FILE',
    description: 'The lock file',
    default: 'mirror.lock.yaml beside the manifest',
  },
  mirror: { name: 'mirror', kind: 'list', placeholder: 'NAME', description: 'Only these mirrors, by name' },
  image: {
    name: 'image',
    kind: 'list',
    placeholder: 'GLOB',
    description: 'Only images whose host/repository[:tag] matches; * stops at /, ** does not',
  },
  json: {
    name: 'json',
    kind: 'value',
    placeholder: 'FILE',
    description: 'Write the JSON report here; - is standard output',
  },
  summary: {
    name: 'summary',
    kind: 'value',
    placeholder: 'FILE',
    description: 'Write a Markdown summary here',
  },
  html: { name: 'html', kind: 'value', placeholder: 'FILE', description: 'Write an HTML report here' },
  sarif: {
    name: 'sarif',
    kind: 'value',
    placeholder: 'FILE',
    description: 'Write findings as SARIF 2.1.0 here',
  },
  failOn: {
    name: 'fail-on',
    kind: 'list',
    placeholder: 'LIST',
    description:
      'What makes the exit code 1: severities (error, warning, note), rule names, or never; separated by commas',
    default: 'error',
  },
  state: {
    name: 'state',
    kind: 'value',
    placeholder: 'DIR',
    description: 'Where proofs and history are kept between runs',
    default: '$XDG_STATE_HOME/mirror-action; in the Action a cached folder',
  },
  recheck: {
    name: 'recheck',
    kind: 'value',
    placeholder: 'WHEN',
    description: 'Prove again what earlier runs have proven: due, all or never',
    default: 'due',
  },
  locked: {
    name: 'locked',
    kind: 'flag',
    description: 'Nothing may be resolved that the lock does not hold',
  },
  timeBudget: {
    name: 'time-budget',
    kind: 'value',
    placeholder: 'DURATION',
    description: 'Stop starting work after this time (50m, 1h30m); what is left is deferred to the next run',
  },
  dryRun: { name: 'dry-run', kind: 'flag', description: 'Only plan, write nothing' },
  depth: {
    name: 'depth',
    kind: 'value',
    placeholder: 'DEPTH',
    description:
      'How deep to look: manifests, exists (HEAD of every blob), probe (its last byte), content (every byte), rootfs (layers unpacked)',
    default: 'probe for verify; drift looks at tags alone',
  },
  repair: {
    name: 'repair',
    kind: 'flag',
    description: 'Bring back what is missing or damaged, from another mirror or the source',
  },
  runtime: {
    name: 'runtime',
    kind: 'list',
    placeholder: 'NAME@VERSION',
    description:
      'Tell which images this runtime cannot pull or run (containerd@2.1, cri-o@1.30), instead of the runtimes of the mirror manifest',
  },
  oldestFirst: {
    name: 'oldest-first',
    kind: 'flag',
    description:
      'Begin with what was proven longest ago; with --time-budget, nights get around to everything',
  },
  accept: {
    name: 'accept',
    kind: 'value',
    placeholder: 'REF@DIGEST',
    description: 'Put this digest into the lock although it was refused',
  },
  reason: { name: 'reason', kind: 'value', placeholder: 'TEXT', description: 'Why; required with --accept' },
  to: {
    name: 'to',
    kind: 'value',
    placeholder: 'HOST/PREFIX',
    description: 'The mirror to write into the manifest',
  },
  listen: {
    name: 'listen',
    kind: 'value',
    placeholder: 'HOST:PORT',
    description: 'Where to listen',
    default: '127.0.0.1:5000',
  },
  writable: { name: 'writable', kind: 'flag', description: 'Take pushes' },
  output: {
    name: 'output',
    kind: 'value',
    placeholder: 'DIR',
    description: 'Folder for what the command writes',
  },
  format: {
    name: 'format',
    kind: 'list',
    placeholder: 'FORMAT',
    description: 'What to write: idms, itms, icsp, registries.conf or hosts.toml',
  },
  policy: {
    name: 'policy',
    kind: 'list',
    placeholder: 'GLOB',
    description: 'Policy files to read; * stops at /, ** does not',
  },
  base: {
    name: 'base',
    kind: 'value',
    placeholder: 'DIR|GIT-REF',
    description: 'Show what changes against the files in this folder or commit',
    default: 'the merge base in a pull request; else nothing is compared',
  },
  report: {
    name: 'report',
    kind: 'value',
    placeholder: 'FILE',
    description: 'An earlier JSON report: tell where policies send nodes to a mirror that was not in order',
  },
  neverContactSource: {
    name: 'never-contact-source',
    kind: 'flag',
    description: 'Nodes never ask the source, also where no mirror answers',
  },
  check: {
    name: 'check',
    kind: 'flag',
    description: 'Write nothing, and fail when files differ from what would be written',
  },
  probe: {
    name: 'probe',
    kind: 'flag',
    description: 'Ask each place what it would serve now',
  },
  allowEnv: {
    name: 'allow-env',
    kind: 'list',
    placeholder: 'NAME',
    description: 'Environment variables that auth: may name besides MIRROR_*',
  },
  allowPath: {
    name: 'allow-path',
    kind: 'list',
    placeholder: 'PATH',
    description: 'Folders outside the workspace that tls: and oci: may name (Action)',
  },
  allowPrWrite: {
    name: 'allow-pr-write',
    kind: 'flag',
    description: 'Let commands that write run for pull_request events (Action)',
  },
  logLevel: {
    name: 'log-level',
    kind: 'value',
    placeholder: 'LEVEL',
    description: 'debug, info, warning or error',
    default: 'info',
  },
  quiet: {
    name: 'quiet',
    kind: 'flag',
    description: 'No progress, no report in text; errors and warnings only',
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionKey = keyof typeof OPTIONS;

/** Options of every command. */
export const COMMON_OPTIONS = [
  'manifest',
  'lockfile',
  'json',
  'summary',
  'html',
  'sarif',
  'failOn',
  'state',
  'recheck',
  'locked',
  'timeBudget',
  'mirror',
  'image',
  'allowEnv',
  'allowPath',
  'allowPrWrite',
  'logLevel',
  'quiet',
] as const satisfies readonly OptionKey[];
