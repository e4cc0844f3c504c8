/** The versions of a row's tag by age, from history, the lock and what the source serves now. Pure. */
import type { Digest } from '../../oci/digest.ts';
import type { RunContext } from '../context.ts';
import { sightingsOf } from '../history.ts';
import type { Meaning, Row } from '../row.ts';
import { type Timeline, timelineOf } from './timeline.ts';

type Knowledge = Pick<RunContext, 'history' | 'lock' | 'indexes' | 'age'>;

/** Of the row's own name, or of another one that it stands for. */
export function rowTimeline(
  row: Row,
  knowledge: Knowledge,
  meaning: Meaning | undefined = row.meanings[0],
): Timeline {
  const { history, lock, age } = knowledge;
  if (meaning === undefined) return [];
  return timelineOf({
    sightings: sightingsOf(history.of(meaning.name), lock?.tags.get(meaning.name) ?? null),
    sourceNow: meaning.sourceNow,
    nowMs: age.nowMs,
    childOf: (index) => childOf(index, row, knowledge),
  });
}

/** With `index: omit` mirrors hold children of what the source serves: this row's own, where that index has it. */
function childOf(index: Digest, { image, wanted }: Row, { indexes }: Knowledge): Digest | null {
  if (image.index !== 'omit' || image.platforms === null) return null;
  const kept = indexes.get(index, image.platforms) ?? [];
  const own = kept.find(({ digest }) => digest === wanted);
  return own?.digest ?? (kept.length === 1 ? (kept[0]?.digest ?? null) : null);
}
