/** Sources that could not be read, as findings: one cause is one finding, however many tags it touches. */
import type { MirrorError } from '../errors.ts';
import { type Finding, finding, type Position } from '../finding.ts';

/** A tag, layout root or tag list that could not be read. */
export interface Unreadable {
  readonly name: string;
  readonly at: Position;
  readonly cause: MirrorError;
}

export function findingsOfUnreadable(
  unreadable: readonly Unreadable[],
  rule: 'copy-failed' | 'source-unreadable' = 'copy-failed',
): Finding[] {
  // What differs from image to image stands in `where`, not in the message.
  const byCause = Map.groupBy(
    unreadable,
    ({ cause }) => `${cause.code} ${cause.status ?? ''} ${cause.message}`,
  );
  return [...byCause.values()].flatMap((group) =>
    group[0] === undefined ? [] : [findingOf(rule, group[0], group)],
  );
}

function findingOf(
  rule: 'copy-failed' | 'source-unreadable',
  first: Unreadable,
  group: readonly Unreadable[],
): Finding {
  const { cause, name, at } = first;
  const what =
    group.length === 1 ? `the source of ${name}` : `the sources of ${name} and ${group.length - 1} more`;
  return finding(rule, {
    message: `cannot read ${what}: ${cause.message}`,
    help: cause.fix ?? 'Check that the source can be reached from here and run again.',
    source: name,
    affects: group.map((one) => one.name),
    affectedCount: group.length,
    at,
  });
}
