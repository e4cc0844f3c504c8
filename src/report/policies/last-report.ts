/** An earlier JSON report: which places were not in order. */
import { z } from 'zod';
import { MirrorError } from '../../errors.ts';

/** What is read of it; everything else may be there or not. */
const earlierReport = z.object({
  version: z.literal(1),
  images: z.array(
    z.object({
      source: z.string(),
      mirrors: z.array(
        z.object({
          target: z.string(),
          outcome: z.string(),
          drift: z.string().nullish(),
          complete: z.boolean().nullish(),
        }),
      ),
    }),
  ),
});

/** A row of a report that was not in order. */
export interface UnhealthyRow {
  readonly source: string;
  /** `host/repository`, without tag and digest. */
  readonly place: string;
  readonly state: string;
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'refused', 'incomplete']);
/** What says nothing against the mirror. */
const IN_ORDER: ReadonlySet<string> = new Set(['in-sync', 'source-gone']);

/** Throws MirrorError `input` when `text` is no report. Layouts are left out: no node pulls from them. */
export function unhealthyRows(text: string, path: string): readonly UnhealthyRow[] {
  const { images } = parseReport(text, path);
  return images.flatMap(({ source, mirrors }) =>
    mirrors.flatMap((row) => {
      const state = stateOf(row);
      if (state === null || row.target.startsWith('oci:')) return [];
      return [{ source, place: repositoryOf(row.target), state }];
    }),
  );
}

function parseReport(text: string, path: string): z.infer<typeof earlierReport> {
  try {
    return earlierReport.parse(JSON.parse(text));
  } catch (error) {
    throw new MirrorError('input', `cannot read ${path}: it is no JSON report of mirror-action`, {
      where: path,
      fix: 'name a file that --json of an earlier run has written',
      cause: error,
    });
  }
}

type Row = z.infer<typeof earlierReport>['images'][number]['mirrors'][number];

function stateOf({ outcome, drift, complete }: Row): string | null {
  if (drift !== null && drift !== undefined && !IN_ORDER.has(drift)) return drift;
  if (complete === false) return 'incomplete';
  return FAILED.has(outcome) ? outcome : null;
}

function repositoryOf(target: string): string {
  const name = target.split('@', 1)[0] ?? target;
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}
