/**
 * Whether nodes of OpenShift are drained for a change of policies, as its daemon decides (machine-config-operator,
 * `isSafeContainerRegistryConfChanges`): only what purely adds digest mirrors is done without. The order of mirrors does not
 * matter to it.
 */
import { shown } from '../../files/shown.ts';
import { mergeMirrorSets } from '../merge.ts';
import { documentsOf, type PolicyDocument, type RegistryMirror, type RegistryTable } from '../model.ts';
import { renderOpenShift } from '../render-openshift.ts';

export interface Drain {
  readonly drain: boolean;
  /** Why, at most some; empty where nothing on the nodes changes. */
  readonly reasons: readonly string[];
}

const MOST_REASONS = 10;

/** Null where neither side has an object of OpenShift. */
export function drainFor(before: readonly PolicyDocument[], after: readonly PolicyDocument[]): Drain | null {
  if (!hasObjects(before) && !hasObjects(after)) return null;
  const [old, now] = [renderedTables(before), renderedTables(after)];
  if (now === null) {
    return {
      drain: false,
      reasons: ['the operator applies none of it as long as objects contradict each other'],
    };
  }
  const reasons = unsafeChanges(old ?? [], now);
  return { drain: reasons.length > 0, reasons: reasons.slice(0, MOST_REASONS) };
}

function hasObjects(documents: readonly PolicyDocument[]): boolean {
  return documents.some(({ format }) => format === 'mirror-set' || format === 'image-config');
}

function renderedTables(documents: readonly PolicyDocument[]): readonly RegistryTable[] | null {
  const policy = mergeMirrorSets(documentsOf(documents, 'mirror-set'));
  const images = documentsOf(documents, 'image-config');
  if (!policy.isApplied || images.some(({ fate }) => fate === 'blocks-all')) return null;
  return renderOpenShift(
    policy,
    images.filter(({ fate }) => fate === 'used'),
  ).tables;
}

function unsafeChanges(old: readonly RegistryTable[], now: readonly RegistryTable[]): readonly string[] {
  const before = new Map(old.map((table) => [table.prefix, table]));
  const after = new Set(now.map(({ prefix }) => prefix));
  const removed = old.filter(({ prefix }) => !after.has(prefix));
  return [
    ...removed.map(({ prefix }) => `${shown(prefix)} is removed`),
    ...now.flatMap((table) => {
      const known = before.get(table.prefix);
      return known === undefined ? unsafeNew(table) : unsafeChange(known, table);
    }),
  ];
}

function unsafeNew({ prefix, mirrors }: RegistryTable): readonly string[] {
  if (mirrors.length === 0) return [`${shown(prefix)} is new and has no mirrors`];
  return mirrors
    .filter(isForTags)
    .map(({ location }) => `mirror ${shown(location)} of ${shown(prefix)} is new and answers for tags`);
}

function unsafeChange(known: RegistryTable, table: RegistryTable): readonly string[] {
  const name = shown(table.prefix);
  const held = new Map(known.mirrors.map((mirror) => [mirror.location, mirror]));
  const isHeld = new Set(table.mirrors.map(({ location }) => location));
  const lost = known.mirrors.filter(({ location }) => !isHeld.has(location));
  return [
    ...(known.blocked === table.blocked
      ? []
      : [`${name} is ${table.blocked ? 'blocked' : 'no longer blocked'}`]),
    ...(known.insecure === table.insecure
      ? []
      : [`${name} is ${table.insecure ? 'insecure' : 'no longer insecure'}`]),
    ...lost.map(({ location }) => `mirror ${shown(location)} of ${name} is removed`),
    ...table.mirrors
      .filter((mirror) => isForTags(mirror) && !isForTags(held.get(mirror.location)))
      .map(({ location }) => `mirror ${shown(location)} of ${name} now answers for tags`),
  ];
}

function isForTags(mirror: RegistryMirror | undefined): boolean {
  return mirror !== undefined && mirror.pullFrom !== 'digest-only';
}
