/** What a change of policies does, as lines for a terminal: orders of places are too long for a table there. */
import { makeVisible } from '../../visible.ts';
import type { Report } from '../model.ts';
import type { ReportPolicyChanges } from './model.ts';
import { drainText, effectTexts, placesText } from './wording.ts';

/** Blocks of lines, each with a title. */
export function changeBlocks({ policyChanges }: Report, mostRows: number): readonly (readonly string[])[] {
  if (policyChanges === null) return [];
  const { sources } = policyChanges;
  const more = sources.length - mostRows;
  const lines = sources
    .slice(0, mostRows)
    .flatMap((change) => [
      `${change.source} by ${change.pull} (${change.runtime})`,
      ...effectTexts(change).map((effect) => `  ${effect}`),
      `  before: ${placesText(change.before)}`,
      `  after:  ${placesText(change.after)}`,
    ]);
  const told = more > 0 ? [...lines, `… ${more} more in the report`] : lines;
  return [[changesTitle(policyChanges), ...told.map(makeVisible)]];
}

/** Whether nodes drain, where that is a question. */
export function drainLines({ policyChanges }: Report): readonly string[] {
  const sentence = policyChanges === null ? null : drainText(policyChanges);
  return sentence === null ? [] : [makeVisible(sentence)];
}

/** What was compared with, and whether anything is different. */
export function changesTitle({ base, sources }: ReportPolicyChanges): string {
  const what = sources.length === 0 ? 'Nodes try the same places as with' : 'What nodes try, compared with';
  return makeVisible(`${what} ${base}`);
}
