/** Lists that come in pages: the address of the next one (RFC 5988 `Link`, distribution spec, "Listing Tags"). */
import { MirrorError } from '../../errors.ts';
import { errandAt, type Place } from './client.ts';
import { resolveOwnLocation } from './redirect.ts';
import type { Answer } from './wire.ts';

/** Null: this page is the last one. Throws `unsafe` where it leads to another origin: it would be shown our credentials. */
export function nextPage(
  answer: Answer,
  { place, task }: { readonly place: Place; readonly task: string },
): URL | null {
  const link = answer.lines('link').join(', ');
  const target = /<([^<>]*)>\s*;[^<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1];
  if (target === undefined) return null;
  const next = resolveOwnLocation(answer.url, target);
  if (next.origin === place.client.origin) return next;
  throw new MirrorError(
    'unsafe',
    `cannot ${task}: ${place.client.host} refers to another place for the next page: ${next.host}`,
    {
      where: errandAt(place, '').where,
      fix: 'check the registry and the proxies before it',
    },
  );
}
