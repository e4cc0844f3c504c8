/** Rules about pulls that cannot succeed, and mirrors that are never of use. */
import { shown } from '../../files/shown.ts';
import { type Finding, finding } from '../../finding.ts';
import { usableMirrors } from '../explain-registries.ts';
import type { RegistryTable } from '../model.ts';
import { findTable } from '../registry-prefix.ts';
import type { PolicyView } from './view.ts';

/** Blocked sources without a mirror for one kind of pull. A source that is only blocked is meant so: a note. */
export function blockedSources({ tables }: PolicyView): readonly Finding[] {
  return tables.filter(({ blocked }) => blocked).flatMap((table) => blockedSource(table, tables));
}

/** Mirrors that lie in a blocked scope: every try at them fails. */
export function blockedMirrors({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap((table) =>
    table.mirrors.flatMap(({ location, at }) => {
      const blocking = findTable(location, tables);
      if (blocking?.blocked !== true) return [];
      return [
        finding('policy-mirror-blocked', {
          at,
          message: `mirror ${shown(location)} lies in ${shown(blocking.prefix)}, which ${blocking.at.file}:${blocking.at.line} blocks`,
          help: 'no pull from it can succeed; move the mirror, or narrow what is blocked',
        }),
      ];
    }),
  );
}

/** Mirrors that are the source itself: it is tried twice. */
export function selfMirrors({ tables }: PolicyView): readonly Finding[] {
  return tables.flatMap((table) =>
    table.mirrors
      .filter(({ location }, index) => location === table.location && index === table.mirrors.length - 1)
      .map(({ location, at }) =>
        finding('policy-no-effect', {
          at,
          message: `${shown(location)} is its own last mirror`,
          help: 'the source is tried last anyway; remove the mirror',
        }),
      ),
  );
}

function blockedSource(table: RegistryTable, tables: readonly RegistryTable[]): readonly Finding[] {
  const isUsable = ({ location }: { readonly location: string }) =>
    findTable(location, tables)?.blocked !== true;
  const without = (['digest', 'tag'] as const).filter(
    (pullBy) => !usableMirrors(table, pullBy).some(isUsable),
  );
  if (without.length === 0) return [];
  return [
    finding('policy-blocked-no-mirror', {
      at: table.at,
      message: `${shown(table.prefix)} is blocked and has no usable mirror for pulls by ${without.join(' and ')}`,
      help: 'such pulls fail on every node; name a mirror for them, or let nodes ask the source',
      ...(table.mirrors.length === 0 ? { severity: 'note' as const } : {}),
    }),
  ];
}
