/** A glob that matches nothing is a mistake of the command line, not an empty run. */
import { MirrorError } from '../errors.ts';
import type { Image } from '../files/mirrorfile.ts';
import type { Finding } from '../finding.ts';
import type { Row } from '../mirror/row.ts';
import { globMatchesImage, maySelectTagOf } from '../mirror/selection.ts';
import { sourceKey } from '../mirror/source-key.ts';
import type { NamedGlob } from './options.ts';

type Names = Pick<Row, 'repository' | 'sourceTags'>;

/** What a glob can mean: everything that the mirror manifest lists, and what its selections gave. */
export interface Known {
  readonly images: readonly Image[];
  /** What this run resolved or locked. */
  readonly rows: readonly Names[];
  /** Tell which selections could not be found out. */
  readonly findings: readonly Finding[];
  /** A stopped run knows no more than the mirror manifest. */
  readonly isStopped: boolean;
}

/** Throws `input` naming the globs of `--image` that match no image of the mirror manifest. */
export function checkGlobs(globs: readonly NamedGlob[], known: Known): void {
  if (globs.length === 0) return;
  const names = [...known.images.map(listedNames), ...known.rows];
  const open = openSelections(known);
  const idle = globs.filter(
    (glob) => !names.some((one) => matchesNames(glob, one)) && !open.some((key) => mayMatchTagOf(key, glob)),
  );
  if (idle.length === 0) return;
  throw new MirrorError(
    'input',
    `--image ${idle.map(({ written }) => written).join(', ')} matches no image of the mirror manifest`,
    {
      fix: 'a glob is matched against the canonical name, such as docker.io/library/redis:7.4; * stops at /, ** does not',
    },
  );
}

function listedNames(image: Image): Names {
  const sourceTags = image.wants.flatMap((want) =>
    want.kind === 'digest' || want.tag === null ? [] : [want.tag],
  );
  return { repository: sourceKey(image), sourceTags };
}

/** Repositories with `select` of whose tags this run knows nothing: any tag of theirs may be meant. */
function openSelections({ images, findings, rows, isStopped }: Known): string[] {
  const told = new Set(
    findings
      .filter(({ rule }) => rule === 'copy-failed' || rule === 'not-locked')
      .flatMap(({ source, affects = [] }) => [...(source === undefined ? [] : [source]), ...affects]),
  );
  const reached = new Set(rows.map(({ repository }) => repository));
  return images
    .filter(({ select }) => select !== null)
    .map(sourceKey)
    .filter((key) => told.has(key) || (isStopped && !reached.has(key)));
}

function mayMatchTagOf(repository: string, glob: NamedGlob): boolean {
  return maySelectTagOf(repository, { mirrors: [], images: [glob] });
}

function matchesNames(glob: NamedGlob, { repository, sourceTags }: Names): boolean {
  if (globMatchesImage(glob, repository, null)) return true;
  return sourceTags.some((tag) => globMatchesImage(glob, repository, tag));
}
