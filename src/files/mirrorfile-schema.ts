/**
 * The shape of the mirror manifest, version 1: the one source of what `readMirrorFile` accepts and of
 * `schema/mirror.schema.json`. Shape only; what text means (references, patterns, durations) is read afterwards.
 */
import { z } from 'zod';
import { RULES } from '../finding.ts';
import { RUNTIME_NAMES, RUNTIME_PATTERN } from '../oci/runtime.ts';
import { DURATION_PATTERN } from './duration.ts';
import { signaturesSchema } from './signatures-schema.ts';

export const NAME_PATTERN = '^[a-z0-9][a-z0-9._-]*$';
export const ENV_NAME_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';
export const DATE_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';

const DIGEST_PATTERN = '^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$';

/** `pattern` helps editors only: the reader gives better reasons than a pattern that does not match. */
function text(description: string, meta: { pattern?: string; default?: string; examples?: string[] } = {}) {
  return z.string().meta({ description, ...meta });
}

const unlocked = z.enum(['error', 'resolve']);
const referrers = z.enum(['copy', 'report', 'ignore']);
const levels = z.enum(['error', 'warning', 'note', 'off']);
const ruleNames = Object.keys(RULES) as (keyof typeof RULES)[];

const runtimes = z
  .array(
    text('A runtime and its version.', {
      pattern: RUNTIME_PATTERN,
      examples: ['containerd@1.7', 'cri-o@1.30'],
    }),
  )
  .describe(`Who will pull, each with a version: ${RUNTIME_NAMES.join(', ')}.`);

const repository = text(
  "Where an image lands below a mirror's target. {host} is docker.io (a port's colon becomes a dash), {path} library/redis, {name} redis.",
  { examples: ['{path}', '{host}/{path}', 'cache/redis'] },
);

const mirror = z
  .strictObject({
    name: text('Name of this mirror in reports and options.', { pattern: NAME_PATTERN }),
    target: text(
      'host[:port][/prefix] of a registry, or oci:DIR for an OCI image layout directory relative to this file.',
      {
        examples: ['registry.eu.example.com/mirror', 'oci:./vault'],
      },
    ),
    state: z
      .enum(['serving', 'filling', 'retired'])
      .meta({
        description: 'serving: in use. filling: written, but not yet in policies. retired: left alone.',
        default: 'serving',
      })
      .optional(),
    kind: z
      .enum(['store', 'cache'])
      .meta({
        description: 'store: written by this tool. cache: a pull-through cache, never written.',
        default: 'store',
      })
      .optional(),
    keepTags: z
      .boolean()
      .describe('Anchor tags against garbage collection on this mirror; default: the top-level keepTags.')
      .optional(),
    repository: repository.optional(),
  })
  .describe('One place that images are mirrored to.');

const tls = z
  .union([
    z.boolean(),
    z.strictObject({
      ca: text('PEM file with further certificate authorities, relative to this file.').optional(),
      cert: text('PEM file with the client certificate.').optional(),
      key: text("PEM file with the client certificate's key.").optional(),
      skipVerify: z
        .boolean()
        .meta({ description: 'Accept any certificate. Warned about.', default: false })
        .optional(),
    }),
  ])
  .describe(
    'true: HTTPS with the known authorities. false: plain HTTP. Unset: HTTP for loopback hosts, else HTTPS.',
  );

const registry = z
  .strictObject({
    tls: tls.optional(),
    auth: z
      .strictObject({
        usernameEnv: text('Name of the environment variable that holds the user name.', {
          pattern: ENV_NAME_PATTERN,
        }),
        passwordEnv: text('Name of the environment variable that holds the password or token.', {
          pattern: ENV_NAME_PATTERN,
        }),
      })
      .describe(
        'Credentials by environment variable names, MIRROR_… unless allowed otherwise; never the secrets themselves.',
      )
      .optional(),
    concurrency: z
      .int()
      .min(1)
      .describe('Upper bound of requests in flight; the tool adapts below it.')
      .optional(),
    endpoints: z
      .array(text('Base URL.', { examples: ['https://mirror.gcr.io'] }))
      .describe('Read here first, by digest only; tags are always resolved at the registry itself.')
      .optional(),
  })
  .describe('How to talk to this registry.');

const select = z
  .strictObject({
    semver: text('Range of versions; sees tags with three numbers, a leading v allowed.', {
      examples: ['>=7.2 <8'],
    }).optional(),
    include: text('RE2 pattern, unanchored: only tags that match.').optional(),
    exclude: text('RE2 pattern, unanchored: no tags that match.').optional(),
    latest: z.int().min(1).describe('Only the newest so many by version; needs semver.').optional(),
  })
  .describe("Which of the source's tags are wanted; semver or include is needed.");

const source = text(
  "Where it comes from: a reference by Docker's rules, or oci:DIR[:NAME] for an OCI image layout directory.",
  {
    examples: ['docker.io/library/redis', 'ghcr.io/acme/app:1.2', 'oci:./images/tool:1.2'],
  },
);

const image = z
  .strictObject({
    source,
    digests: z
      .array(text('A digest.', { pattern: DIGEST_PATTERN }))
      .describe('Digests that are wanted.')
      .optional(),
    tags: z
      .array(text('A tag, or tag@digest. Quote it: 1.10 without quotes is a number.'))
      .describe('Tags that are wanted, each as TAG or TAG@DIGEST.')
      .optional(),
    select: select.optional(),
    allowMirrorByTags: z
      .boolean()
      .describe("Whether the mirror's tags follow the source's; default: the top-level value.")
      .optional(),
    repository: repository.optional(),
    mirrors: z
      .array(text('Name of a mirror.'))
      .min(1)
      .describe('Where it goes; default: to all mirrors.')
      .optional(),
    platforms: z
      .array(text('os/architecture[/variant].', { examples: ['linux/amd64', 'linux/arm64'] }))
      .min(1)
      .describe('Platforms that are wanted; default: all.')
      .optional(),
    index: z
      .enum(['sparse', 'omit'])
      .meta({
        description: 'With platforms: push the unchanged index (sparse) or only the wanted children (omit).',
        default: 'sparse',
      })
      .optional(),
    immutable: text('RE2 pattern, unanchored: tags that never move once set.').optional(),
    allowRollback: z
      .boolean()
      .meta({ description: 'Let an unlocked tag go back to an older digest.', default: false })
      .optional(),
    unlocked: unlocked
      .describe('What becomes of a tag that an existing lock lacks; default: the top-level value.')
      .optional(),
    referrers: referrers
      .describe('Signatures, SBOMs, attestations; default: the top-level value.')
      .optional(),
    runtimes: runtimes.optional(),
  })
  .describe('One source repository, and what of it is wanted.');

const accept = z
  .strictObject({
    rule: z.enum(ruleNames).describe('The rule whose findings are accepted.'),
    image: text(
      'Glob over host/repository[:tag]; * stops at /, ** does not. Default: every image.',
    ).optional(),
    mirror: text('Name of a mirror. Default: every mirror.').optional(),
    until: text('The last day this holds, YYYY-MM-DD.', { pattern: DATE_PATTERN }),
    reason: text('Why it is accepted.'),
  })
  .describe('Known findings, with a reason and an end.');

export const mirrorFileSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this file format.'),
    allowMirrorByTags: z
      .boolean()
      .meta({
        description:
          "Whether the mirrors' tags follow the sources'. false: images are mirrored under their digests only.",
        default: false,
      })
      .optional(),
    keepTags: z
      .boolean()
      .meta({ description: 'Anchor tags against garbage collection.', default: true })
      .optional(),
    recheckAfter: text('How long a proof of completeness is good.', {
      pattern: DURATION_PATTERN,
      default: '7d',
    }).optional(),
    maxLag: text('How long a mirror may be behind before it is an error.', {
      pattern: DURATION_PATTERN,
      default: '26h',
    }).optional(),
    unlocked: unlocked
      .meta({ description: 'What becomes of a tag that an existing lock lacks.', default: 'error' })
      .optional(),
    readFrom: z
      .enum(['mirrors-first', 'source-first'])
      .meta({ description: 'Where known digests are read from.', default: 'mirrors-first' })
      .optional(),
    repository: repository.meta({ default: '{path}' }).optional(),
    mirrors: z.array(mirror).min(1).describe('Where images go. Order is priority, as in a mirror policy.'),
    registries: z
      .record(z.string(), registry)
      .describe('How to talk to registries, by host[:port].')
      .optional(),
    runtimes: runtimes.optional(),
    referrers: referrers
      .meta({ description: 'Signatures, SBOMs, attestations.', default: 'copy' })
      .optional(),
    rules: z
      .strictObject(Object.fromEntries(ruleNames.map((rule) => [rule, levels.optional()])))
      .describe('Severities by rule: error, warning, note or off.')
      .optional(),
    accept: z.array(accept).describe('Known findings, with a reason and an end.').optional(),
    signatures: signaturesSchema.optional(),
    images: z
      .array(z.union([source.describe('Short form: a reference with tag, digest, or both.'), image]))
      .describe('What is mirrored.'),
  })
  .meta({
    title: 'Mirror manifest',
    description: 'Which container images are mirrored to where (mirror-action, version 1).',
  });

export type MirrorFileShape = z.infer<typeof mirrorFileSchema>;
