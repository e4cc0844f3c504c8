/** What makes OpenShift's operator apply no mirrors at all, although every object for itself is right. */
import { shown } from '../files/shown.ts';
import { type Finding, finding } from '../finding.ts';
import type { MirrorEntry, MirrorSet } from './model.ts';

const HELP =
  'until it is mended the operator renders no mirrors of any object, and nodes keep the ones they have';

/**
 * Conflicts in the operator's own order: digest sets, then the deprecated kind, then tag sets. Entries without mirrors
 * count here too, and so do those of a kind that cannot say `NeverContactSource`.
 */
export function findConflicts(sets: readonly MirrorSet[]): readonly Finding[] {
  const entries = inOperatorOrder(sets).filter(({ isProposed }) => !isProposed);
  const first = new Map<string, MirrorEntry>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const known = first.get(entry.source.text);
    if (known === undefined) first.set(entry.source.text, entry);
    else findings.push(...policyConflict(entry, known));
    findings.push(...selfMirrors(entry));
  }
  return [...findings, ...proposedConflicts(sets)];
}

const OPERATOR_ORDER = ['ImageDigestMirrorSet', 'ImageContentSourcePolicy', 'ImageTagMirrorSet'] as const;

function inOperatorOrder(sets: readonly MirrorSet[]): readonly MirrorEntry[] {
  const taken = sets.filter(({ fate }) => fate === 'used' || fate === 'blocks-all');
  return OPERATOR_ORDER.flatMap((kind) =>
    taken.filter((set) => set.kind === kind).flatMap(({ entries }) => entries),
  );
}

function policyConflict(entry: MirrorEntry, known: MirrorEntry): readonly Finding[] {
  if (entry.sourcePolicy === known.sourcePolicy) return [];
  const { file, line } = known.source.at;
  return [
    finding('policy-conflict', {
      at: entry.source.at,
      message:
        `source ${shown(entry.source.text)} has ${entry.sourcePolicy} here and ` +
        `${known.sourcePolicy} in ${file}:${line}`,
      help: `set one mirrorSourcePolicy for all entries of a source, of all kinds (unset is AllowContactingSource); ${HELP}`,
    }),
  ];
}

function selfMirrors({ source, mirrors, sourcePolicy }: MirrorEntry): readonly Finding[] {
  if (sourcePolicy !== 'NeverContactSource') return [];
  return mirrors
    .filter(({ text }) => text === source.text)
    .map(({ text, at }) =>
      finding('policy-conflict', {
        at,
        message: `${shown(text)} is its own mirror and is never to be contacted`,
        help: `remove it from its mirrors, or NeverContactSource; ${HELP}`,
      }),
    );
}

/** The proposal wanted a source either in the old list or in the new one. */
function proposedConflicts(sets: readonly MirrorSet[]): readonly Finding[] {
  const entries = sets
    .filter(({ kind }) => kind === 'ImageContentSourcePolicy' || kind === 'ImageContentPolicy')
    .flatMap((set) => set.entries);
  const old = new Map(
    entries.filter(({ isProposed }) => !isProposed).map((entry) => [entry.source.text, entry.source.at]),
  );
  return entries.flatMap(({ source, isProposed }) => {
    const at = isProposed ? old.get(source.text) : undefined;
    if (at === undefined) return [];
    return [
      finding('policy-conflict', {
        at: source.at,
        message:
          `source ${shown(source.text)} stands in repositoryMirrors here and in ` +
          `repositoryDigestMirrors in ${at.file}:${at.line}`,
        help: 'the proposal allows one of the two lists for a source; keep one',
      }),
    ];
  });
}
