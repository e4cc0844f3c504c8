/** Reads one entry of an OpenShift object: a source and its mirrors. */
import { shown } from '../files/shown.ts';
import type { Position } from '../finding.ts';
import { whyNotMirror, whyNotSource } from './mirror-grammar.ts';
import type { MirrorEntry, PlacedText, PullBy } from './model.ts';
import type { KindFacts, MirrorList } from './openshift-kinds.ts';
import type { PolicyNode } from './policy-node.ts';

export interface EntryFacts {
  readonly kind: KindFacts;
  /** Places of sources and mirrors that have no form the platform takes; filled while reading. */
  readonly invalid: Position[];
}

const POLICIES = ['AllowContactingSource', 'NeverContactSource'] as const;

/** The entry, also where its texts have a wrong form; null where there is nothing to hold on to. */
export function readMirrorEntry(node: PolicyNode, list: MirrorList, facts: EntryFacts): MirrorEntry | null {
  if (node.asMapping() === null) return null;
  node.tellUnknownKeys(list.entryKeys);
  const source = node.child('source')?.asPlaced() ?? null;
  if (node.child('source') === null) node.refuse(`${node.name}.source is missing`, 'name the source');
  const mirrors = node.child('mirrors')?.asTexts() ?? [];
  if (source === null) return null;
  checkForm(source, { what: 'source', why: whyNotSource(source.text), node, facts });
  for (const mirror of mirrors) {
    checkForm(mirror, { what: 'mirror', why: whyNotMirror(mirror.text), node, facts });
  }
  checkTwice(mirrors, node, facts);
  tellWithoutEffect(source, mirrors, node);
  return {
    source,
    mirrors,
    sourcePolicy: readSourcePolicy(node, list),
    pulls: readPulls(node, list),
    isProposed: list.isProposed === true,
    at: node.at,
  };
}

interface FormFacts {
  readonly what: 'source' | 'mirror';
  readonly why: string | null;
  readonly node: PolicyNode;
  readonly facts: EntryFacts;
}

function checkForm({ text, at }: PlacedText, { what, why, node, facts }: FormFacts): void {
  if (why === null) return;
  facts.invalid.push(at);
  node.context.faults.tell('policy-invalid', at, {
    message: `${what} ${shown(text)} cannot be used: ${why}`,
    help: `a ${what} is host[:port][/path]${what === 'source' ? ' or *.host' : ''}; ${consequenceOf(facts.kind)}`,
  });
}

function consequenceOf({ whenInvalid }: KindFacts): string {
  return whenInvalid === 'blocks-all'
    ? 'until it is mended the operator renders no mirrors of any object, and nodes keep the ones they have'
    : 'the API server refuses the object';
}

function checkTwice(mirrors: readonly PlacedText[], node: PolicyNode, facts: EntryFacts): void {
  const seen = new Map<string, PlacedText>();
  for (const mirror of mirrors) {
    const first = seen.get(mirror.text);
    if (first === undefined) seen.set(mirror.text, mirror);
    else tellTwice(mirror, first, { node, facts });
  }
}

function tellTwice(
  mirror: PlacedText,
  first: PlacedText,
  { node, facts }: Pick<FormFacts, 'node' | 'facts'>,
): void {
  const isRefused = facts.kind.whenInvalid === 'refused';
  if (isRefused) facts.invalid.push(mirror.at);
  node.context.faults.tell(isRefused ? 'policy-invalid' : 'policy-no-effect', mirror.at, {
    message: `mirror ${shown(mirror.text)} is given twice; first in line ${first.at.line}`,
    help: isRefused ? 'keep one of the two; the API server refuses the object' : 'keep one of the two',
  });
}

function tellWithoutEffect(source: PlacedText, mirrors: readonly PlacedText[], node: PolicyNode): void {
  if (mirrors.some(({ text }) => text !== source.text)) return;
  const why = mirrors.length === 0 ? 'names no mirror' : 'names only the source itself as mirror';
  const never = node.child('mirrorSourcePolicy')?.value === 'NeverContactSource';
  node.context.faults.tell('policy-no-effect', source.at, {
    message: `the entry of ${shown(source.text)} ${why} and is passed over`,
    help: never
      ? 'its NeverContactSource is passed over with it, and nodes go on asking the source'
      : 'name a mirror, or remove the entry',
  });
}

function readSourcePolicy(node: PolicyNode, { entryKeys }: MirrorList): MirrorEntry['sourcePolicy'] {
  const written = entryKeys.includes('mirrorSourcePolicy') ? node.child('mirrorSourcePolicy') : null;
  const text = written?.asText() ?? null;
  const known = POLICIES.find((policy) => policy === text);
  if (written !== null && text !== null && known === undefined) {
    written.refuse(`mirrorSourcePolicy is ${shown(text)}`, `write ${POLICIES.join(' or ')}`);
  }
  return known ?? 'AllowContactingSource';
}

function readPulls(node: PolicyNode, { pulls, entryKeys }: MirrorList): readonly PullBy[] {
  const written = entryKeys.includes('allowMirrorByTags') ? node.child('allowMirrorByTags') : null;
  return written?.asBoolean() === true ? [pulls, 'tag'] : [pulls];
}
