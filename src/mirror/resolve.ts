/** The resolve stage: the mirror manifest becomes rows with wanted digests and what every mirror holds now. */

import type { Image, MirrorFile } from '../files/mirrorfile.ts';
import { plainDirectory } from '../files/place.ts';
import { type Finding, finding } from '../finding.ts';
import { formatCount } from '../quantities.ts';
import type { Asking } from './ask-source.ts';
import type { RunContext } from './context.ts';
import { mapEach } from './each.ts';
import { mergeRows, refuseConflicts } from './merge-rows.ts';
import { MirrorObserver } from './observe.ts';
import { omitIndex } from './omit.ts';
import type { Wanted } from './resolved-want.ts';
import type { Row } from './row.ts';
import { groupIntoRows } from './rows.ts';
import { mirrorsOf } from './selection.ts';
import { sourceKey } from './source-key.ts';
import { findingsOfUnreadable, type Unreadable } from './unreadable.ts';
import { resolveWanted } from './wanted.ts';

const IMAGES_AT_ONCE = 64;

export interface Resolved {
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
}

/** Reads what is wanted and what is there. When stopped, what was not reached says so. Never throws. */
export async function resolve(context: RunContext, signal: AbortSignal): Promise<Resolved> {
  const knewNothing = context.history.isEmpty;
  const wantedSomewhere = context.file.images.filter((image) => mirrorsOf(image, context).length > 0);
  // Mirrors are looked at for one source while others still say what is wanted: behind a long line that is half the time.
  const observer = new MirrorObserver(context, signal);
  const groups = await mapEach(groupBySource(wantedSomewhere), IMAGES_AT_ONCE, (group) =>
    resolveGroup(group, observer, { context, signal }),
  );
  const rows = await observer.end();
  const findings = [
    ...groups.flatMap((group) => group.findings),
    ...findingsOfUnreadable(
      groups.flatMap((group) => group.unreadable),
      context.asks === 'always' ? 'source-unreadable' : 'copy-failed',
    ),
  ];
  const wanted = groups.flatMap((group) => group.wanted);
  const decided =
    context.asks === 'never' ? [] : [...aboutLock(wanted, context), ...aboutHistory(wanted, knewNothing)];
  return { rows: inFileOrder(rows, context.file), findings: [...decided, ...findings] };
}

/**
 * The images of each source. No place of a mirror takes images of two (files/collisions.ts), so whatever is decided about rows of one
 * place, such as one tag with two digests or an anchor that a managed tag makes needless, is decided in one group.
 */
function groupBySource(images: readonly Image[]): Image[][] {
  const groups = Map.groupBy(images, (image) =>
    image.source.kind === 'layout' ? `oci:${plainDirectory(image.source.directory)}` : sourceKey(image),
  );
  return [...groups.values()];
}

interface ResolvedGroup {
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Unreadable[];
}

/** Begins to look at its mirrors, and does not wait for them. */
async function resolveGroup(
  group: readonly Image[],
  observer: MirrorObserver,
  { context, signal }: Asking,
): Promise<ResolvedGroup> {
  const images = await mapEach(group, IMAGES_AT_ONCE, (image) => resolveWanted(image, context, signal));
  const bare = images.flatMap((image) => groupIntoRows(image.wanted));
  const expanded = await mapEach(bare, IMAGES_AT_ONCE, (row) => omitIndex(row, context, signal));
  const merged = mergeRows(
    expanded.flatMap((one) => one.rows),
    context,
  );
  const agreed = refuseConflicts(merged, context);
  observer.begin(agreed.rows);
  return {
    wanted: images.flatMap((image) => image.wanted),
    findings: [...agreed.findings, ...[...images, ...expanded].flatMap((one) => one.findings)],
    unreadable: images.flatMap((image) => image.unreadable),
  };
}

/** Groups take images together that the mirror manifest names far apart. */
function inFileOrder(rows: readonly Row[], { images }: Pick<MirrorFile, 'images'>): Row[] {
  const order = new Map(images.map((image, index) => [image, index]));
  const orderOf = ({ image }: Row) => order.get(image) ?? images.length;
  return rows.toSorted((a, b) => orderOf(a) - orderOf(b));
}

/** Whether the tool had to decide by itself what a tag means. */
function isUnlocked({ image, tag, by, digest, problem }: Wanted): boolean {
  // What a layout holds is decided where the layout is written; a lock does not speak of it.
  if (image.source.kind === 'layout' || tag === null) return false;
  return by === 'source' || (digest === null && problem !== null);
}

function aboutLock(wanted: readonly Wanted[], { lock, locked }: RunContext): Finding[] {
  const unlocked = wanted.filter(isUnlocked);
  const [first] = unlocked;
  if (lock !== null || first === undefined) return [];
  return [
    finding('no-lock', {
      ...(locked ? { severity: 'error' as const } : {}),
      message: `there is no lock file: what ${formatCount(unlocked.length, 'tag means', 'tags mean')} ${locked ? 'is not known, and --locked asks nobody' : 'was asked of the source'}`,
      help: 'Run lock and commit mirror.lock.yaml, so that what is mirrored changes only by review.',
      affects: unlocked.map(({ name }) => name),
      affectedCount: unlocked.length,
    }),
  ];
}

function aboutHistory(wanted: readonly Wanted[], knewNothing: boolean): Finding[] {
  const asked = wanted.filter(
    ({ image, by, tag }) => image.source.kind === 'registry' && tag !== null && by === 'source',
  );
  if (!knewNothing || asked.length === 0) return [];
  return [
    finding('no-history', {
      message: `nothing is remembered from earlier runs: a tag that moved back would go unseen this time (${formatCount(asked.length, 'unlocked tag')})`,
      help: 'Keep the state directory between runs (--state), or use a lock.',
      affects: asked.map(({ name }) => name),
      affectedCount: asked.length,
    }),
  ];
}
