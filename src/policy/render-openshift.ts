/** OpenShift objects as the `registries.conf` that the platform's operator writes to every node (runtime-utils). */
import { shown } from '../files/shown.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import type { MergedPolicy, MergedSource } from './merge.ts';
import type { ImageConfig, PlacedText, RegistryMirror, RegistryTable } from './model.ts';
import { isNestedScope } from './scopes.ts';

export interface Rendered {
  /** In the order of the file on the node; null where the operator fails. */
  readonly tables: readonly RegistryTable[] | null;
  readonly findings: readonly Finding[];
}

type Draft = { -readonly [Key in Exclude<keyof RegistryTable, 'mirrors'>]: RegistryTable[Key] } & {
  mirrors: readonly RegistryMirror[];
};

/** Tables in the platform's order: digest sources, tag sources, blocked scopes, insecure scopes. */
export function renderOpenShift(policy: MergedPolicy, images: readonly ImageConfig[] = []): Rendered {
  const drafts = new Drafts();
  for (const source of policy.digest) drafts.addMirrors(source, 'digest-only');
  for (const source of policy.tag) drafts.addMirrors(source, 'tag-only');
  const blocked = images.flatMap((image) => image.blocked);
  // Blocked scopes come first, so that those within an insecure scope become insecure too.
  for (const scope of blocked) drafts.find(scope.text, scope.at);
  for (const scope of images.flatMap((image) => image.insecure)) drafts.markInsecure(scope);
  for (const scope of blocked) drafts.markBlocked(scope);
  const heirs = drafts.tables.filter(({ mirrors }) => mirrors.length === 0);
  const findings = [...policy.digest, ...policy.tag].flatMap(({ source }) => drafts.inherit(source, heirs));
  return { tables: findings.length === 0 ? drafts.tables : null, findings };
}

class Drafts {
  readonly tables: Draft[] = [];
  readonly #byScope = new Map<string, Draft>();

  /** The table of `scope`, made at the end of the file where there is none. */
  find(scope: string, at: Position): Draft {
    const known = this.#byScope.get(scope);
    if (known !== undefined) return known;
    const draft: Draft = {
      prefix: scope,
      location: scope.startsWith('*.') ? '' : scope,
      insecure: false,
      blocked: false,
      mirrorByDigestOnly: false,
      mirrors: [],
      at,
    };
    this.tables.push(draft);
    this.#byScope.set(scope, draft);
    return draft;
  }

  addMirrors(merged: MergedSource, pullFrom: RegistryMirror['pullFrom']): void {
    const at = merged.entries[0]?.source.at ?? { file: '', line: 1, column: 1 };
    const draft = this.find(merged.source, at);
    if (merged.neverContactSource) draft.blocked = true;
    const mirrors = merged.mirrors.map(({ location, at: [first = at] }) => ({
      location,
      insecure: false,
      pullFrom,
      at: first,
    }));
    draft.mirrors = [...draft.mirrors, ...mirrors];
  }

  /** The scope, everything in it, and every mirror in it. */
  markInsecure({ text, at }: PlacedText): void {
    this.find(text, at).insecure = true;
    for (const draft of this.tables) {
      if (isNestedScope(draft.prefix, text)) draft.insecure = true;
      draft.mirrors = draft.mirrors.map((mirror) =>
        isNestedScope(mirror.location, text) ? { ...mirror, insecure: true } : mirror,
      );
    }
  }

  markBlocked({ text, at }: PlacedText): void {
    this.find(text, at).blocked = true;
    for (const draft of this.tables) if (isNestedScope(draft.prefix, text)) draft.blocked = true;
  }

  /** Only the longest scope counts on a node, so one without mirrors takes those of the scope that it lies in. */
  inherit(source: string, without: readonly Draft[]): readonly Finding[] {
    const from = this.#byScope.get(source);
    const heirs = without.filter(
      ({ prefix, mirrors }) => mirrors.length === 0 && prefix !== source && isNestedScope(prefix, source),
    );
    if (from === undefined) return [];
    // The operator stops at the first one; it has an error of its own for this.
    if (source.startsWith('*.')) return heirs.slice(0, 1).map((heir) => wildcardFault(source, heir));
    for (const heir of heirs) {
      const rest = heir.prefix.slice(source.length);
      heir.mirrors = from.mirrors.map((mirror) => ({ ...mirror, location: `${mirror.location}${rest}` }));
    }
    return [];
  }
}

function wildcardFault(source: string, { prefix, at }: Draft): Finding {
  return finding('policy-conflict', {
    at,
    message: `${shown(prefix)} lies in the wildcard source ${shown(source)} and has no mirrors of its own`,
    help:
      'name mirrors for it, or leave the wildcard; the operator fails here and renders no mirrors of any object, ' +
      'and nodes keep the ones they have',
  });
}
