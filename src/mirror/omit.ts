/** `index: omit` — replaces the row of an index by rows of the children that were asked for. */
import { MirrorError, toMirrorError } from '../errors.ts';
import { type Finding, finding } from '../finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import { keptImages } from '../oci/graph.ts';
import { parseManifest } from '../oci/manifest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { RunContext } from './context.ts';
import { type BareRow, rowName, rowsOfKeptChildren } from './rows.ts';
import { whyStopped } from './stopped.ts';

export interface OmittedRows {
  readonly rows: readonly BareRow[];
  readonly findings: readonly Finding[];
}

/** Expands one row where its image says `index: omit`; other rows come back as they are. */
export async function omitIndex(
  row: BareRow,
  context: RunContext,
  signal: AbortSignal,
): Promise<OmittedRows> {
  const { image, problem } = row.first;
  if (image.index !== 'omit' || image.platforms === null || row.wanted === null || problem !== null) {
    return { rows: [row], findings: [] };
  }
  if (context.asks === 'never' && isTagEnough(row, image.platforms, context)) {
    return { rows: [{ ...row, wanted: null, root: null, platforms: null }], findings: [] };
  }
  try {
    const kept = await keptOf(row.wanted, image.platforms, { row, context, signal });
    return { rows: rowsOfKeptChildren(row, kept), findings: [] };
  } catch (error) {
    return signal.aborted ? notReached(row, signal) : cannotExpand(row, error);
  }
}

/** One platform: the mirror's tag is the child itself, and the index that it came from need not be read at the source. */
function isTagEnough(row: BareRow, platforms: readonly Platform[], { indexes }: RunContext): boolean {
  const [only, more] = platforms;
  if (row.tag === null || row.wanted === null || only === undefined || more !== undefined) return false;
  return indexes.get(row.wanted, platforms) === null;
}

interface Expanding {
  readonly row: BareRow;
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

async function keptOf(
  index: Digest,
  platforms: readonly Platform[],
  expanding: Expanding,
): Promise<readonly Descriptor[]> {
  const { row, context, signal } = expanding;
  const known = context.indexes.get(index, platforms);
  if (known !== null) return known;
  const raw = await context.stores.sourceOf(row.first.image).readManifest(index, signal);
  context.meter.sourceBytes += raw.bytes.byteLength;
  const parsed = parseManifest(raw);
  if (!parsed.ok) throw new MirrorError('invalid-response', parsed.why, { where: rowName(row) });
  const { kept, missing } = keptImages(parsed.node, platforms);
  if (missing.length > 0) throw missingError(index, missing);
  context.indexes.remember(raw);
  return kept;
}

function missingError(index: Digest, missing: readonly Platform[]): MirrorError {
  const names = missing.map(formatPlatform).join(', ');
  return new MirrorError('not-found', `the index ${shortDigest(index)} has no image for ${names}`, {
    fix: 'take the platform out of platforms, or pin a digest that has it',
  });
}

function notReached(row: BareRow, signal: AbortSignal): OmittedRows {
  const problem = { outcome: 'deferred' as const, reason: whyStopped(signal) };
  return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [] };
}

function cannotExpand(row: BareRow, error: unknown): OmittedRows {
  const cause = toMirrorError(error);
  const failed = finding('copy-failed', {
    message: `cannot read the index of ${row.first.name}: ${cause.message}`,
    help: cause.fix ?? 'Check that the source can be reached from here and run again.',
    source: row.first.name,
    ...(row.wanted === null ? {} : { digest: row.wanted }),
    at: row.first.at,
  });
  const problem = { outcome: 'failed' as const, reason: cause.message };
  return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [failed] };
}
