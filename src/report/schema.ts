/**
 * The JSON report as a schema, for `schema/report.schema.json`. Its inferred type is the model's (a test of types
 * says so), and readers must expect fields that are not here.
 */
import { z } from 'zod';
import { explain, generated, policyChanges } from './policies/schema.ts';

const time = z.string().describe('ISO 8601, UTC.');
const digest = z.string().describe('ALGORITHM:HEX, complete.');
const count = z.number().int().min(0);
const position = { file: z.string(), line: z.number().int().min(1) };

const proof = z
  .object({
    depth: z.string().describe('How deep was looked: manifests, exists, probe, content or rootfs.'),
    at: time,
    thisRun: z.boolean().describe('Whether it was proven in this run.'),
  })
  .describe('When and how deep the image was proven complete.');

const version = z.number().int().max(0).nullable();

const driftDetail = z
  .object({
    severity: z
      .enum(['error', 'warning', 'note'])
      .nullable()
      .describe('After the rules; null where nothing is wrong, or it is accepted or off.'),
    reason: z.string().describe('The state in words, as said of the target.'),
    version: version.describe('0 the newest known, -1 one older; null where never seen at the source.'),
    since: time.nullable().describe('When the source was first seen with what was found.'),
    change: z.enum(['new', 'healed', 'moved']).nullable().describe('Against the run before.'),
    driftingSince: time.nullable().describe('Since when run after run has seen it differ.'),
  })
  .describe('What is known of the drift of a row, beside its state.');

const mirrorRow = z
  .object({
    mirror: z.string().describe('Name of the mirror.'),
    target: z.string().describe('Place on the mirror, with :TAG, or with @DIGEST where no tag is managed.'),
    outcome: z
      .enum([
        'copied',
        'up-to-date',
        'repaired',
        'planned',
        'refused',
        'deferred',
        'failed',
        'complete',
        'incomplete',
        'compared',
      ])
      .describe('What became of this row.'),
    drift: z.string().nullable().describe('Drift state; null where not compared.'),
    driftDetail: driftDetail.nullable().describe('Null where drift is.'),
    before: digest.nullable().describe('What it pointed to before this run.'),
    found: digest.nullable().describe('What it points to after this run.'),
    complete: z.boolean().nullable().describe('Null where only the root was asked.'),
    proof: proof.nullable(),
    reason: z.string().describe('Why, for a person.'),
    action: z
      .string()
      .nullable()
      .describe('copy, retag, skip, refuse or verify; null where no step was made.'),
    keepTag: z.string().nullable().describe('The anchor tag that holds the root, where there is one.'),
    bytes: count.describe('Bytes written to this mirror for this image in this run.'),
    fileSystems: z
      .array(z.object({ manifest: digest, platform: z.string().nullable(), chainId: digest }))
      .describe('What the layers unpack to, for each image manifest (verify --depth rootfs).'),
  })
  .describe('One image on one mirror.');

const signedBy = z
  .union([
    z.object({ kind: z.literal('keyless'), issuer: z.string(), subject: z.string() }),
    z.object({ kind: z.literal('key'), path: z.string().describe('As the mirror manifest names it.') }),
  ])
  .describe('Whose signature was verified in this run.');

const referrer = z
  .object({
    kind: z.enum(['signature', 'provenance', 'sbom', 'other']).describe('By what it says of itself.'),
    digest,
    subject: digest.describe('What it speaks of: the image, one of its children, or another referrer.'),
    mediaType: z.string(),
    artifactType: z.string().describe('Empty where it says none.'),
    predicateType: z.string().nullable().describe('Of an in-toto statement, as annotations name it.'),
    size: count.describe(
      'Bytes of it and of all that it names; of its manifest alone where it was not read.',
    ),
    foundBy: z.string().describe('api, fallback-tag, cosign-tag, or subject in layouts.'),
    tag: z.string().nullable().describe('The tag of cosign that it stands under.'),
    signedBy: signedBy.nullable().describe('Null where no policy was asked in this run, or nothing counts.'),
  })
  .describe('A signature, SBOM or attestation.');

const carried = z
  .object({
    from: z
      .enum(['source', 'mirrors'])
      .describe('Whose word it is; mirrors where nothing is remembered of the source.'),
    asOf: time,
    count,
    referrers: z.array(referrer).describe('At most 200.'),
  })
  .describe('What belongs to an image. Signatures are verified where a policy asks for it.');

const image = z
  .object({
    source: z.string().describe('Canonical source, docker.io/library/redis:7.4.'),
    digest: digest.nullable().describe('The wanted digest.'),
    tag: z.string().nullable().describe('The tag managed on the mirrors; null where none is.'),
    sourceTags: z.array(z.string()).describe('Every tag of the source that this row stands for.'),
    ...position,
    sourceNow: digest.nullable().describe('What the source serves now; null where not asked.'),
    lock: digest.nullable().describe('What the lock says; null where it was not asked.'),
    runtimes: z
      .array(
        z.object({
          runtimes: z.array(z.string()),
          effect: z.string().describe('cannot-pull, cannot-run or needs.'),
          cause: z.string(),
          remedy: z.string(),
        }),
      )
      .describe('Which of the runtimes asked about cannot pull or run it (verify); docs/runtimes.md.'),
    carried: carried.nullable().describe('Null where nobody asked.'),
    versions: z
      .array(z.object({ digest, since: time }))
      .describe('Versions of the tag at the source, newest first; empty where nothing was compared.'),
    sourceVersion: version.describe('Which version the source serves now.'),
    lockVersion: version.describe('Which version the lock says.'),
    mirrors: z.array(mirrorRow),
  })
  .describe('One image of the mirror manifest.');

const finding = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string().describe('What is wrong and where, one line.'),
    help: z.string().describe('What it means and what to do.'),
    source: z.string().nullable(),
    mirror: z.string().nullable(),
    target: z.string().nullable(),
    digest: digest.nullable(),
    affectedCount: count.describe('How much this one cause touches.'),
    affects: z.array(z.string()).describe('What it touches, at most 20.'),
    accepted: z.boolean().describe('Whether an accept entry of the mirror manifest covers it.'),
    repaired: z.object({ from: z.string(), bytes: count }).nullable().describe('Where it was mended from.'),
    file: z.string().nullable(),
    line: z.number().int().min(1).nullable(),
    column: z.number().int().min(1).nullable(),
  })
  .describe('One thing that is wrong; one cause is one finding.');

const lockVersion = z
  .object({
    digest,
    since: time.describe('As the lock says it.'),
    created: time.nullable().describe('When its youngest image was built; null where it was not read.'),
    bytes: count.nullable().describe('Manifests, configs and layers of wanted platforms; no attestations.'),
    platforms: z.array(z.string()).nullable(),
  })
  .describe('A version of a tag in the lock.');

const lockChange = z
  .object({
    source: z.string().describe('Canonical source tag.'),
    change: z.enum(['new', 'moved', 'removed']),
    before: lockVersion.nullable(),
    after: lockVersion.nullable(),
    platformsAdded: z.array(z.string()).nullable().describe('Null where not both versions were read.'),
    platformsRemoved: z.array(z.string()).nullable(),
    layers: z
      .object({ total: count, changed: count })
      .nullable()
      .describe('Layers of the new version, and how many of them the old one has not.'),
    unread: z.string().nullable().describe('Why a version of a moved tag was not read.'),
  })
  .describe('An entry of the lock that is not as it was.');

const totals = z.object({
  images: count,
  steps: count,
  copied: count,
  upToDate: count,
  repaired: count,
  planned: count,
  refused: count,
  deferred: count,
  failed: count,
  complete: count,
  incomplete: count.describe('Rows of which content is known to be missing or damaged.'),
  compared: count.describe('Rows that were only compared.'),
  requests: count,
  sourceBytes: count.describe('Bytes read from sources.'),
  siblingBytes: count.describe('Bytes read from other mirrors.'),
  mirrorBytes: count.describe('Bytes written to mirrors.'),
  checkedBytes: count.describe('Bytes read from mirrors only to check them.'),
  mountedBlobs: count,
  rereads: count.describe('Blobs read more than once because a mirror fell behind or failed.'),
  errors: count,
  warnings: count,
  notes: count,
});

const run = z
  .object({
    url: z.string(),
    id: z.string(),
    attempt: z.number().int(),
    actor: z.string(),
    event: z.string(),
  })
  .describe('The run in Actions.');

const input = z.object({ path: z.string(), sha256: z.string().describe('Hex SHA-256 of the file.') });

export const reportSchema = z
  .object({
    version: z.literal(1),
    command: z.string(),
    ok: z.boolean().describe('No error, and nothing failed or was refused, whatever --fail-on says.'),
    startedAt: time,
    durationMs: z.number().min(0),
    tool: z.object({ version: z.string() }),
    run: run.nullable(),
    inputs: z.object({
      manifest: input.nullable(),
      lock: input.nullable(),
      policies: z.array(input).describe('Policy files that were read, in this order.'),
    }),
    depth: z.string().nullable().describe('How deep content was looked at; null where it was not.'),
    totals,
    mirrors: z
      .array(
        z.object({
          name: z.string(),
          target: z.string(),
          state: z.string().describe('serving or filling.'),
          inFallbackOrder: z.boolean().describe('Whether nodes can fall back to it, in this order.'),
        }),
      )
      .describe('In the order of the mirror manifest, without retired ones.'),
    comparedWith: time.nullable().describe('When the rows were last compared; null: nobody remembers.'),
    explain: explain.nullable().describe('Of explain; else null.'),
    policyChanges: policyChanges
      .nullable()
      .describe('Of check where there was something to compare with; else null.'),
    generated: generated.nullable().describe('Of generate; else null.'),
    images: z.array(image).describe('In manifest order.'),
    lockChanges: z
      .array(lockChange)
      .nullable()
      .describe('What is different in the lock, by name; null where no lock was written.'),
    findings: z.array(finding).describe('By severity, manifest order, mirror order, rule, digest.'),
    error: z
      .object({ code: z.string(), message: z.string(), help: z.string().nullable() })
      .nullable()
      .describe('Why the command could not run (exit code 2).'),
  })
  .meta({
    title: 'Report',
    description: 'What a run of mirror-action did and found (version 1). Fields may be added.',
  });
