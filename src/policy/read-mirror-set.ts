/** Reads one OpenShift object that names mirrors. */
import { shown } from '../files/shown.ts';
import { nearest } from '../files/suggest.ts';
import type { Fate, MirrorEntry, MirrorSet } from './model.ts';
import { type KindFacts, MIRROR_SET_KINDS, type MirrorList } from './openshift-kinds.ts';
import type { PolicyNode } from './policy-node.ts';
import { type EntryFacts, readMirrorEntry } from './read-mirror-entry.ts';

/** The object at `node`, whose kind is known. What the platform refuses or ignores is told and decides its fate. */
export function readMirrorSet(node: PolicyNode, facts: KindFacts): MirrorSet {
  checkApiVersion(node, facts);
  const name = readName(node);
  node.tellUnknownKeys(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  const { entries, hasInvalid } = readSpec(node, facts);
  tellUse(node, facts);
  return {
    format: 'mirror-set',
    kind: facts.kind,
    name,
    entries,
    fate: fateOf(node, facts, hasInvalid),
    at: node.at,
  };
}

function checkApiVersion(node: PolicyNode, { kind, apiVersion }: KindFacts): void {
  const written = node.child('apiVersion');
  if (written === null) node.refuse(`apiVersion is missing`, `write apiVersion: ${apiVersion}`);
  else if (written.asText() !== null && written.value !== apiVersion) {
    written.refuse(
      `there is no kind ${kind} in apiVersion ${shown(String(written.value))}`,
      `write apiVersion: ${apiVersion}`,
    );
  }
}

function readName(node: PolicyNode): string {
  const metadata = node.child('metadata')?.asMapping() ?? null;
  const name = metadata?.child('name') ?? null;
  if (name !== null) return name.asText() ?? '';
  if (metadata?.child('generateName') == null)
    node.refuse('metadata.name is missing', 'give the object a name');
  return '';
}

interface ReadEntries {
  readonly entries: readonly MirrorEntry[];
  readonly hasInvalid: boolean;
}

function readSpec(node: PolicyNode, facts: KindFacts): ReadEntries {
  const spec = node.child('spec');
  if (spec === null) {
    // `spec:` without a value is null to the API server, which wants an object.
    node.refuse('spec is missing', 'write spec, or remove the object');
    return { entries: [], hasInvalid: false };
  }
  if (spec.asMapping() === null) return { entries: [], hasInvalid: false };
  tellUnknownLists(spec, facts);
  const entryFacts: EntryFacts = { kind: facts, invalid: [] };
  const entries = facts.lists.flatMap((list) => readList(spec, list, entryFacts));
  return { entries, hasInvalid: entryFacts.invalid.length > 0 };
}

function readList(spec: PolicyNode, list: MirrorList, facts: EntryFacts): MirrorEntry[] {
  const items = spec.child(list.key);
  if (items === null) return [];
  if (list.isProposed === true) {
    spec.context.faults.tell('policy-unknown-key', spec.keyPosition(list.key), {
      message: `${list.key} was proposed and never became part of the platform, which drops it without a word`,
      help: 'write an ImageDigestMirrorSet, and an ImageTagMirrorSet where tags are meant (generate converts it)',
    });
  }
  return (items.asList() ?? []).flatMap((item) => readMirrorEntry(item, list, facts) ?? []);
}

/** A list under another kind's key is dropped; with no list left the whole object does nothing. */
function tellUnknownLists(spec: PolicyNode, { kind, lists }: KindFacts): void {
  const known = lists.map(({ key }) => key);
  const real = lists.filter(({ isProposed }) => isProposed !== true).map(({ key }) => key);
  const isEmpty = !spec.keys().some((key) => known.includes(key));
  const others = MIRROR_SET_KINDS.flatMap((other) => other.lists.map(({ key }) => key));
  const meant = spec.keys().find((key) => !known.includes(key) && nearest(key, others) !== null);
  spec.tellUnknownKeys(known, {
    ...(isEmpty ? { severity: 'error' as const } : {}),
    ...(meant === undefined ? {} : { help: `the list of ${kind} is ${real.join(' or ')}` }),
  });
}

function tellUse(node: PolicyNode, { kind, whenValid }: KindFacts): void {
  const at = node.child('kind')?.at ?? node.at;
  if (whenValid === 'ignored') {
    node.context.faults.tell('policy-ignored', at, {
      message: `${kind} has no effect: no release of the platform acts on it`,
      help: 'write an ImageDigestMirrorSet, and an ImageTagMirrorSet where tags are meant (generate converts it)',
    });
  } else if (kind === 'ImageContentSourcePolicy') {
    node.context.faults.tell('policy-deprecated', at, {
      message: 'ImageContentSourcePolicy is deprecated since OpenShift 4.13',
      help: 'ImageDigestMirrorSet says the same; generate --format idms converts it',
      severity: 'note',
    });
  }
}

function fateOf(node: PolicyNode, { whenValid, whenInvalid }: KindFacts, hasInvalid: boolean): Fate {
  if (node.context.isRefused) return 'refused';
  return hasInvalid ? whenInvalid : whenValid;
}
