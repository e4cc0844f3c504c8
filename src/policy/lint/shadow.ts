/** Rules about scopes within scopes: only the longest counts, and it inherits nothing. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding } from '../../finding.ts';
import { usableMirrors } from '../explain-registries.ts';
import type { RegistryTable } from '../model.ts';
import { coveringTables } from '../registry-prefix.ts';
import type { PolicyView } from './view.ts';

/** Scopes without mirrors for a kind of pull, within a scope that has some. */
export function shadowedScopes({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap((table) => {
    // The scope that would count if this one were not there.
    const outer = coveringTables(table.prefix, tables).find((other) => other !== table);
    return outer === undefined ? [] : shadowed(table, outer);
  });
}

/** A blocked table without any mirror is there to block. */
function shadowed(table: RegistryTable, outer: RegistryTable): readonly Finding[] {
  if (table.blocked && table.mirrors.length === 0) return [];
  const lost = (['digest', 'tag'] as const).filter(
    (pullBy) => usableMirrors(table, pullBy).length === 0 && usableMirrors(outer, pullBy).length > 0,
  );
  if (lost.length === 0) return [];
  return [
    finding('policy-shadowed', {
      at: table.at,
      message:
        `${shown(table.prefix)} has no mirrors for pulls by ${lost.join(' and ')}, and keeps those of ` +
        `${shown(outer.prefix)} (${outer.at.file}:${outer.at.line}) from its images`,
      help: 'the longest scope counts alone; repeat the mirrors of the outer one, if they are meant',
    }),
  ];
}
