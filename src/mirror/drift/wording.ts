/** Drift states in words: the finding of one image on one mirror, and the short reason for its row. */
import { assertNever } from '../../errors.ts';
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount, formatMoment } from '../../quantities.ts';
import type { ComparedCell, ComparedRow, WantedDigest } from './compared.ts';
import type { Relation } from './relation.ts';
import type { DriftState } from './state.ts';

/** Platforms named in one message. */
const PLATFORMS_TOLD = 6;

/** The finding of one state; null where it is none (in sync), or where one finding speaks for many (`unreadable`,
 *  `source-gone`). */
export function findingOfState(row: ComparedRow, cell: ComparedCell, state: DriftState): Finding | null {
  if (state.state === 'in-sync' || state.state === 'unreadable' || state.state === 'source-gone') return null;
  const { wanted } = row;
  const digest =
    cell.view.kind === 'present' ? cell.view.digest : wanted.kind === 'digest' ? wanted.digest : null;
  return finding(state.state, {
    severity: state.severity,
    message: `${cell.address} ${describeState(row, cell, state)}`,
    help: HELP[state.state],
    source: row.name,
    mirror: cell.mirror.name,
    target: cell.address,
    ...(digest === null ? {} : { digest }),
    at: row.at,
  });
}

/** What is said of the mirror's place, as a predicate: `is 2 versions behind: sha256:… where sha256:… (lock) is wanted, …`. */
export function describeState(
  { wanted, tag }: ComparedRow,
  { view }: ComparedCell,
  state: DriftState,
): string {
  const found = view.kind === 'present' ? shortDigest(view.digest) : '';
  const w = wantedText(wanted);
  switch (state.state) {
    case 'unreadable':
      return `could not be read: ${state.why}`;
    case 'source-gone':
      return 'is wanted as what the source has no longer';
    case 'missing':
      return `is not there; ${tag === null ? 'the digest' : w} is wanted${sinceText(', served by the source since', state.sinceMs)}`;
    case 'in-sync':
      return `is ${w} as wanted`;
    case 'incomplete':
      return `is ${w} as wanted, but ${state.lack}`;
    case 'ahead':
      return `is ${formatCount(state.versions, 'version')} ahead: ${found}${sinceText(', served by the source since', state.sinceMs)}; wanted is the older ${w}`;
    case 'stale':
      return `is ${formatCount(state.versions, 'version')} behind: ${found}${sinceText(', superseded', state.sinceMs)}; wanted is ${w}`;
    case 'partial':
      return `is ${partText(state.relation)} of ${w}: ${found}${missingText(state.relation)}`;
    case 'equivalent':
      return `is ${found}, other bytes of the same image as ${w} (${SAME_BY[state.relation.by]})`;
    case 'diverged':
      return divergedText(state.isServed, { found, w, view });
    default:
      return assertNever(state);
  }
}

/** `sha256:… (lock)`; at least 12 hex digits. */
export function wantedText(wanted: WantedDigest): string {
  if (wanted.kind !== 'digest') return 'nothing that is known';
  return `${shortDigest(wanted.digest)} (${wanted.by === 'source' ? 'source now' : wanted.by})`;
}

function sinceText(words: string, sinceMs: number | null): string {
  return sinceMs === null ? '' : `${words} ${formatMoment(sinceMs)}`;
}

type Partial = Extract<Relation, { readonly kind: 'partial' }>;

function partText({ shape, isRewritten, has }: Partial): string {
  const rewritten = isRewritten ? 'rewritten ' : '';
  const platforms = has.length === 0 ? '' : ` (${listText(has)})`;
  return shape === 'single'
    ? `a ${rewritten}single-platform copy${platforms}`
    : `a ${rewritten}part${platforms}`;
}

function missingText({ missing }: Partial): string {
  if (missing.length === 0) return '';
  return `; ${listText(missing)} ${missing.length === 1 ? 'is' : 'are'} wanted and not there`;
}

function listText(names: readonly string[]): string {
  const shown = names.slice(0, PLATFORMS_TOLD).join(', ');
  return names.length > PLATFORMS_TOLD ? `${shown} and ${names.length - PLATFORMS_TOLD} more` : shown;
}

const SAME_BY = {
  children: 'the same manifests',
  configs: 'the same image configs',
  'diff-ids': 'the same file systems by diff IDs',
} as const;

interface Diverged {
  readonly found: string;
  readonly w: string;
  readonly view: ComparedCell['view'];
}

function divergedText(isServed: boolean, { found, w, view }: Diverged): string {
  if (isServed)
    return `is ${found}, which the source has served; it was never seen with ${w} that is wanted, so neither is known to be older`;
  const isUnknown = view.kind === 'present' && view.relation.kind === 'unknown';
  const unread = isUnknown ? '; what it holds could not be compared' : '';
  return `is ${found}, which the source is not known to have served; wanted is ${w}${unread}`;
}

const HELP: Readonly<Record<Exclude<DriftState['state'], 'in-sync' | 'unreadable' | 'source-gone'>, string>> =
  {
    missing: 'Run sync. If it was there before, find out who deletes on this mirror.',
    incomplete:
      'Run verify --repair, with the --depth at which it was found: what is missing or damaged is brought again.',
    ahead:
      'The source moved back, or somebody wrote past the lock. Run lock if the newer one is right; sync sets the mirror to what is wanted.',
    stale: 'Run sync, and look at why it did not get here: its last report says what failed on this mirror.',
    partial:
      'It was copied without all of its platforms, as skopeo copy does without --all. Run sync, which copies the whole index.',
    equivalent:
      'A tool rewrote the manifest on the way (format or compression). Pulls by digest will not find it: run sync, or set rules: { equivalent: note }.',
    diverged:
      'Somebody else writes to this mirror, or history was lost. Compare the two images before sync overwrites the tag.',
  };
