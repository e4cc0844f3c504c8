/** Paths of what a mirror manifest trusts: keys and trust roots. */
import { pathText, type Reading } from './reading.ts';
import type { Path } from './yaml-document.ts';

/** The path of a file, or null after a fault. What was written is not shown: it may be a key in the wrong place. */
export function readTrustPath(text: string | undefined, path: Path, reading: Reading): string | null {
  if (text === undefined) return null;
  const why = whyNotPath(text);
  if (why === null) return text;
  reading.fault(path, `${pathText(path)} ${why}`, 'write the path of a file beside the mirror manifest');
  return null;
}

function whyNotPath(text: string): string | null {
  if (text.trim() === '') return 'names no file';
  if (text.includes('-----BEGIN') || text.includes('\n'))
    return 'holds the content of a file where its path is expected';
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? 'is a URL; only files are read, so that nothing is asked of a network'
    : null;
}
