/** Rules about the order that several lists come to. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding } from '../../finding.ts';
import type { MergedSource } from '../merge.ts';
import type { PolicyView } from './view.ts';

/** Lists that contradict each other, with the order that the platform makes of them. */
export function orderLoops({ merged }: PolicyView): readonly Finding[] {
  return [
    ...merged.digest.flatMap((source) => orderLoop(source, 'digest')),
    ...merged.tag.flatMap((source) => orderLoop(source, 'tag')),
  ];
}

function orderLoop({ source, mirrors, hasLoop, entries }: MergedSource, pullBy: string): readonly Finding[] {
  const [first] = entries;
  if (!hasLoop || first === undefined) return [];
  const order = mirrors.map(({ location }) => location);
  const sourceFirst =
    order.includes(source) && !entries.some((entry) => entry.mirrors.some(({ text }) => text === source));
  const lines = entries.map(({ source: { at } }) => `${at.file}:${at.line}`).join(', ');
  return [
    finding('policy-order-loop', {
      at: first.source.at,
      message:
        `the mirror lists of ${shown(source)} (${lines}) contradict each other; by ${pullBy} nodes try ` +
        [...order, ...(order.includes(source) ? [] : [source])].map(shown).join(', '),
      help: sourceFirst
        ? 'the source is tried before mirrors, because its name sorts first; give all lists one order'
        : 'the platform breaks the loop at the name that sorts first; give all lists one order',
    }),
  ];
}
