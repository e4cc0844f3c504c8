/** A glob that matches nothing is a mistake of the command line, not an empty run. */
import { MirrorError } from '../errors.ts';
import type { Row } from '../mirror/row.ts';
import { globMatchesImage } from '../mirror/selection.ts';
import type { NamedGlob } from './options.ts';

/** Throws `input` naming the globs of `--image` that match no image of the mirror manifest. */
export function checkGlobs(
  globs: readonly NamedGlob[],
  rows: readonly Pick<Row, 'repository' | 'sourceTags'>[],
): void {
  const idle = globs.filter((glob) => !rows.some((row) => matchesRow(glob, row)));
  if (idle.length === 0) return;
  throw new MirrorError(
    'input',
    `--image ${idle.map(({ written }) => written).join(', ')} matches no image of the mirror manifest`,
    {
      fix: 'a glob is matched against the canonical name, such as docker.io/library/redis:7.4; * stops at /, ** does not',
    },
  );
}

function matchesRow(glob: NamedGlob, row: Pick<Row, 'repository' | 'sourceTags'>): boolean {
  if (globMatchesImage(glob, row.repository, null)) return true;
  return row.sourceTags.some((tag) => globMatchesImage(glob, row.repository, tag));
}
