/** What CRI-O and podman see: OpenShift's rendering and every `registries.conf`, merged as their reader merges them. */
import { shown } from '../files/shown.ts';
import { type Finding, finding } from '../finding.ts';
import { mergeMirrorSets } from './merge.ts';
import { compareNames } from './mirror-order.ts';
import { documentsOf, type PolicyDocument, type RegistriesConf, type RegistryTable } from './model.ts';
import { renderOpenShift } from './render-openshift.ts';

export interface EffectiveRegistries {
  /** By prefix, in the order of bytes; null where no document speaks to CRI-O and podman. */
  readonly tables: readonly RegistryTable[] | null;
  /** Conflicts between documents; with an error among them the objects of OpenShift are not in `tables`. */
  readonly findings: readonly Finding[];
}

/**
 * The objects of OpenShift make the main file; then come main files in the order given, then drop-ins by their name. A
 * later table replaces an earlier one of the same prefix whole. What is refused or ignored is left out. `asIfApplied`
 * takes the objects in although a conflict keeps them from the nodes, so that the rest of them can be looked at.
 */
export function effectiveRegistries(
  documents: readonly PolicyDocument[],
  { asIfApplied = false }: { readonly asIfApplied?: boolean } = {},
): EffectiveRegistries {
  const sets = documentsOf(documents, 'mirror-set');
  const images = documentsOf(documents, 'image-config');
  const files = documentsOf(documents, 'registries.conf');
  const speaking = [...sets, ...images, ...files].filter(({ fate }) => fate !== 'ignored');
  if (speaking.length === 0) return { tables: null, findings: [] };
  const policy = mergeMirrorSets(sets);
  const isBlocked = !policy.isApplied || images.some(({ fate }) => fate === 'blocks-all');
  const rendered = renderOpenShift(
    policy,
    images.filter(({ fate }) => fate === 'used'),
  );
  const platform = isBlocked && !asIfApplied ? [] : (rendered.tables ?? []);
  const used = files.filter(({ fate }) => fate === 'used');
  const merged = mergeTables([platform, ...inReadingOrder(used).map(({ registries }) => registries)]);
  return { tables: merged.tables, findings: [...policy.findings, ...rendered.findings, ...merged.findings] };
}

/** Main files as given, then drop-ins by the name of the file. */
function inReadingOrder(files: readonly RegistriesConf[]): readonly RegistriesConf[] {
  const dropIns = files.filter(({ isDropIn }) => isDropIn);
  return [
    ...files.filter(({ isDropIn }) => !isDropIn),
    ...dropIns.toSorted((a, b) => compareNames(baseName(a.file), baseName(b.file))),
  ];
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function mergeTables(files: readonly (readonly RegistryTable[])[]): {
  readonly tables: readonly RegistryTable[];
  readonly findings: readonly Finding[];
} {
  const byPrefix = new Map<string, RegistryTable>();
  const findings: Finding[] = [];
  for (const table of files.flat()) {
    const earlier = byPrefix.get(table.prefix);
    if (earlier !== undefined) findings.push(replaced(table, earlier));
    byPrefix.set(table.prefix, table);
  }
  const tables = [...byPrefix.values()].sort((a, b) => compareNames(a.prefix, b.prefix));
  return { tables, findings };
}

function replaced(table: RegistryTable, earlier: RegistryTable): Finding {
  const lost = earlier.mirrors.length > 0 ? ', whose mirrors are lost' : '';
  return finding('policy-replaced', {
    at: table.at,
    message: `the table for ${shown(table.prefix)} replaces the one in ${earlier.at.file}:${earlier.at.line}${lost}`,
    help: 'a later file replaces a table whole; write everything that should hold into the last one',
  });
}
