/** The places that CRI-O and podman try for a repository (containers/image, sysregistriesv2). */
import { shown } from '../files/shown.ts';
import { type Finding, finding } from '../finding.ts';
import { formatRepository, type Repository } from '../oci/reference.ts';
import { type ExplainedEndpoint, type ExplainedPulls, explainedAt } from './explanation.ts';
import type { PullBy, RegistryMirror, RegistryTable } from './model.ts';
import { findTable, rewriteName } from './registry-prefix.ts';

export interface RegistriesExplained extends ExplainedPulls {
  /** Rewrites that are no names; the pulls that meet one fail as a whole, and their list is empty. */
  readonly findings: readonly Finding[];
}

export function explainRegistries(
  repository: Repository,
  tables: readonly RegistryTable[],
): RegistriesExplained {
  const name = formatRepository(repository);
  const table = findTable(name, tables);
  if (table === null) {
    const source = [explainedAt(name, null)];
    return { tag: source, digest: source, findings: [] };
  }
  const pulls = { name, table, tables };
  const tag = tryInOrder('tag', pulls);
  const digest = tryInOrder('digest', pulls);
  return {
    tag: tag.endpoints,
    digest: digest.endpoints,
    findings: [...digest.findings, ...tag.findings.filter((one) => !isKnown(one, digest.findings))],
  };
}

interface Pull {
  readonly name: string;
  readonly table: RegistryTable;
  readonly tables: readonly RegistryTable[];
}

type Attempt = Pick<RegistryMirror, 'location' | 'insecure' | 'at'>;

interface Tried {
  readonly endpoints: readonly ExplainedEndpoint[];
  readonly findings: readonly Finding[];
}

/** Mirrors for this kind of pull, then the source's own location. */
function tryInOrder(pullBy: PullBy, { name, table, tables }: Pull): Tried {
  const attempts: readonly Attempt[] = [...usableMirrors(table, pullBy), table];
  const endpoints: ExplainedEndpoint[] = [];
  const findings: Finding[] = [];
  for (const attempt of attempts) {
    const rewritten = rewriteName(name, table.prefix, attempt.location);
    if (rewritten === null) findings.push(unusableRewrite(attempt, name, table));
    else {
      const endpoint = formatRepository(rewritten);
      const blocked = findTable(endpoint, tables)?.blocked ?? false;
      endpoints.push(explainedAt(endpoint, attempt.at, { blocked, insecure: attempt.insecure }));
    }
  }
  return { endpoints: findings.length > 0 ? [] : endpoints, findings };
}

/** The mirrors of a table that are tried for this kind of pull. */
export function usableMirrors(table: RegistryTable, pullBy: PullBy): readonly RegistryMirror[] {
  if (table.mirrorByDigestOnly) return pullBy === 'digest' ? table.mirrors : [];
  return table.mirrors.filter(({ pullFrom }) => pullFrom === 'all' || pullFrom === `${pullBy}-only`);
}

function unusableRewrite({ location, at }: Attempt, name: string, { prefix }: RegistryTable): Finding {
  return finding('policy-rewrite-invalid', {
    at,
    message: `${shown(name)} becomes no name of a repository when ${shown(prefix)} is replaced by ${shown(location)}`,
    help:
      'the whole pull fails then, without a try at any other place; name the full repository of the mirror, ' +
      'with a host that has a dot or a port',
  });
}

function isKnown(one: Finding, others: readonly Finding[]): boolean {
  return others.some(({ message, at }) => message === one.message && at?.line === one.at?.line);
}
