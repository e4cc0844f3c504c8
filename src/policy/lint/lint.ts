/** `check`, the pure half: every rule over policy documents, with the mirror manifest where there is one. */
import type { MirrorFile } from '../../files/mirrorfile.ts';
import type { Finding } from '../../finding.ts';
import { effectiveRegistries } from '../effective-registries.ts';
import type { PolicyDocument } from '../model.ts';
import { uncoveredImages, unfilledPlaces } from './coverage.ts';
import { badRewrites, bareHubNames, deadScopes } from './names.ts';
import { orderLoops } from './order.ts';
import { blockedMirrors, blockedSources, selfMirrors } from './reach.ts';
import { shadowedScopes } from './shadow.ts';
import { insecurePlaces, pushMirrors, tagMirrors } from './trust.ts';
import { type PolicyView, viewOf } from './view.ts';

const RULES: readonly ((view: PolicyView) => readonly Finding[])[] = [
  tagMirrors,
  insecurePlaces,
  pushMirrors,
  orderLoops,
  blockedSources,
  blockedMirrors,
  selfMirrors,
  badRewrites,
  deadScopes,
  bareHubNames,
  shadowedScopes,
  uncoveredImages,
  unfilledPlaces,
];

/**
 * What is wrong with policies that can be read; faults of reading come from the readers. In the order of rules, each
 * finding once. Severities of the mirror manifest (`rules`, `accept`) are not applied here.
 */
export function lintPolicies(
  documents: readonly PolicyDocument[],
  manifest: MirrorFile | null = null,
): readonly Finding[] {
  const view = viewOf(documents, manifest);
  const found = [...effectiveRegistries(documents).findings, ...RULES.flatMap((rule) => rule(view))];
  const unique = new Map(
    found.map((one) => [`${one.rule} ${one.at?.file}:${one.at?.line}:${one.at?.column} ${one.message}`, one]),
  );
  return [...unique.values()];
}
