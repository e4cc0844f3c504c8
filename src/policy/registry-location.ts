/** Locations and prefixes of a `registries.conf`. */
import { shown } from '../files/shown.ts';
import type { PolicyNode } from './policy-node.ts';

/** `text` without the slashes at its end, as the reader strips them, or null after a fault. */
export function readLocation(node: PolicyNode | null): string | null {
  const text = node?.asText() ?? null;
  if (node === null || text === null) return null;
  if (!/^https?:\/\//.test(text)) return withoutTrailingSlashes(text);
  node.refuse(`${shown(text)} has a scheme`, 'write host[:port][/path] without a scheme');
  return null;
}

function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
