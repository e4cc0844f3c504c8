/** Policies against an earlier report: nodes that are sent to a place that was not in order then. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding, type Position } from '../../finding.ts';
import { parseReference } from '../../oci/reference.ts';
import { explainContainerd } from '../explain-containerd.ts';
import { explainRegistries } from '../explain-registries.ts';
import type { ExplainedEndpoint } from '../explanation.ts';
import type { PolicyDocument } from '../model.ts';
import { type PolicyView, viewOf } from './view.ts';

/** A row of a report that was not in order. */
export interface UnhealthyPlace {
  /** The image's source as the report writes it: `docker.io/library/redis:7.4`. */
  readonly source: string;
  /** `host/repository` on the mirror, without tag and digest. */
  readonly place: string;
  /** Its state in the report: `incomplete`, `stale`, `unreadable`. */
  readonly state: string;
}

const MOST_AFFECTED = 20;

/** One finding per line of a policy that sends nodes to such a place, by digest or by tag. */
export function lintHealth(
  documents: readonly PolicyDocument[],
  places: readonly UnhealthyPlace[],
): readonly Finding[] {
  const view = viewOf(documents, null);
  const byLine = new Map<string, { readonly at: Position; readonly rows: UnhealthyPlace[] }>();
  for (const row of places) {
    for (const at of linesTo(row, view)) {
      const key = `${at.file}:${at.line}:${at.column}`;
      const known = byLine.get(key);
      if (known === undefined) byLine.set(key, { at, rows: [row] });
      else known.rows.push(row);
    }
  }
  return [...byLine.values()].map(({ at, rows }) => unhealthy(at, rows));
}

function linesTo({ source, place }: UnhealthyPlace, view: PolicyView): readonly Position[] {
  const parsed = parseReference(source);
  if (!parsed.ok) return [];
  const pulls = [
    ...(view.speaksToCrio ? [explainRegistries(parsed.value, view.tables)] : []),
    explainContainerd(parsed.value, view.documents).pulls,
  ];
  const lines = pulls
    .flatMap((pull) => [...(pull?.digest ?? []), ...(pull?.tag ?? [])])
    .filter(({ endpoint }) => endpoint === place)
    .flatMap(positionOf);
  return [...new Map(lines.map((at) => [`${at.file}:${at.line}:${at.column}`, at])).values()];
}

function positionOf({ file, line, column }: ExplainedEndpoint): readonly Position[] {
  return file === null || line === null || column === null ? [] : [{ file, line, column }];
}

function unhealthy(at: Position, rows: readonly UnhealthyPlace[]): Finding {
  const [first] = rows;
  const more = rows.length > 1 ? ` and ${rows.length - 1} more` : '';
  return finding('policy-unhealthy-mirror', {
    at,
    message: `nodes are sent to ${shown(first?.place ?? '')}${more}, which was ${first?.state} in the report`,
    help: 'mend the mirror with sync or verify --repair before nodes depend on it',
    affects: rows.slice(0, MOST_AFFECTED).map(({ place, state }) => `${place}: ${state}`),
    affectedCount: rows.length,
  });
}
