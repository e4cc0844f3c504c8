/** Findings beside the states, about one tag as a whole: the source, the lock, and mirrors that disagree (contract, section 7). */
import { type Finding, finding } from '../../finding.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { formatCount, formatMoment } from '../../quantities.ts';
import { type ComparedCell, type ComparedRow, type DriftClock, isPresent } from './compared.ts';
import { supersededAt, versionOf, versionsBetween } from './timeline.ts';
import { wantedText } from './wording.ts';

/** How long the lock may be behind before it is a warning. */
const LOCK_LAG_MS = 30 * 86_400_000;
/** Addresses named in one message; `affects` has more. */
const ADDRESSES_TOLD = 5;

export function findingsBeside(row: ComparedRow, clock: DriftClock): Finding[] {
  return [sourceGone(row), sourceMoved(row, clock), mirrorsDisagree(row)].filter((one) => one !== null);
}

/** One finding, however many mirrors: the tag is gone in one place. */
function sourceGone(row: ComparedRow): Finding | null {
  const { name, at, wanted, source, cells } = row;
  if (wanted.kind !== 'gone' && source.kind !== 'gone') return null;
  if (wanted.kind === 'unknown') return null;
  const affects = cells.map(({ address }) => address);
  const digest = wanted.kind === 'digest' ? { digest: wanted.digest } : {};
  const rest =
    wanted.kind === 'digest'
      ? `mirrors are kept at ${wantedText(wanted)}`
      : 'and neither a pin nor the lock says what it was';
  return finding('source-gone', {
    message: `${name}: the source has no such tag${wanted.kind === 'digest' ? ' any more; ' : ', '}${rest}`,
    help:
      wanted.kind === 'digest'
        ? 'What is mirrored stays, and cannot be brought again if it is lost everywhere. Choose another tag, or keep the pin on purpose.'
        : 'Correct the tag, pin the digest that is wanted, or take it out of the mirror manifest. Mirrors keep what they have.',
    source: name,
    ...digest,
    affects,
    affectedCount: affects.length,
    at,
  });
}

/** The source no longer serves what is locked: something newer, or something older. */
function sourceMoved(row: ComparedRow, clock: DriftClock): Finding | null {
  const { locked, source, timeline } = row;
  if (locked === null || source.kind !== 'serves' || source.digest === locked) return null;
  const versions = versionsBetween(timeline, locked, source.digest);
  if (versions === null || versions === 0) return null;
  if (versions > 0) return lockBehind(row, { locked, now: source.digest, versions, clock });
  return row.allowRollback ? null : movedBack(row, { locked, now: source.digest, versions: -versions });
}

interface Moved {
  readonly locked: Digest;
  readonly now: Digest;
  readonly versions: number;
}

function lockBehind(row: ComparedRow, moved: Moved & { readonly clock: DriftClock }): Finding {
  const { locked, now, versions, clock } = moved;
  const sinceMs = supersededAt(row.timeline, locked);
  const isOld = sinceMs !== null && clock.nowMs - sinceMs > LOCK_LAG_MS;
  const since = sinceMs === null ? '' : `, since ${formatMoment(sinceMs)}`;
  return finding('lock-behind', {
    severity: isOld ? 'warning' : 'note',
    message: `${row.name}: the lock says ${shortDigest(locked)}, the source serves ${shortDigest(now)}: ${formatCount(versions, 'version')} newer${since}`,
    help: 'Run lock and review the difference. Until then every mirror is wanted as the lock says.',
    source: row.name,
    digest: now,
    at: row.at,
  });
}

function movedBack(row: ComparedRow, { locked, now, versions }: Moved): Finding {
  return finding('tag-rollback', {
    message: `${row.name}: the source went back from the locked ${shortDigest(locked)} to the older ${shortDigest(now)}, ${formatCount(versions, 'version')} back`,
    help: 'A tag that moves back brings fixed faults back. Mirrors stay as locked; if the move is meant, run lock --accept REF@DIGEST --reason TEXT.',
    source: row.name,
    digest: now,
    at: row.at,
  });
}

/** Different digests under one tag; a mirror that lacks it or could not be read is told of by its state. */
function mirrorsDisagree(row: ComparedRow): Finding | null {
  if (row.tag === null) return null;
  const groups = Map.groupBy(row.cells.filter(isPresent), ({ view }) => view.digest);
  if (groups.size < 2) return null;
  const affects = [...groups.values()].flat().map(({ address }) => address);
  const told = [...groups].map(([digest, cells]) => groupText(row, digest, cells));
  return finding('mirrors-disagree', {
    message: `${row.name}: mirrors disagree: ${told.join('; ')}`,
    help: 'Which content a node gets depends on the mirror that answers. Run sync, and see the state of each mirror for what is wrong.',
    source: row.name,
    affects,
    affectedCount: affects.length,
    at: row.at,
  });
}

/** `eu, us have sha256:… (wanted, since 2026-11-21 02:00 UTC)` */
function groupText(
  { wanted, timeline }: ComparedRow,
  digest: Digest,
  cells: readonly ComparedCell[],
): string {
  const names = cells.map(({ mirror }) => mirror.name);
  const shown = names.slice(0, ADDRESSES_TOLD).join(', ');
  const more = names.length > ADDRESSES_TOLD ? ` and ${names.length - ADDRESSES_TOLD} more` : '';
  const isWanted = wanted.kind === 'digest' && wanted.digest === digest;
  const version = versionOf(timeline, digest);
  const age =
    version === null ? 'never seen at the source' : `at the source since ${formatMoment(version.sinceMs)}`;
  return `${shown}${more} ${names.length === 1 ? 'has' : 'have'} ${shortDigest(digest)} (${isWanted ? 'wanted, ' : ''}${age})`;
}
