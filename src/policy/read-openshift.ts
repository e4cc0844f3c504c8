/** Reads OpenShift objects: YAML or JSON, several documents, lists of objects. */
import { shown } from '../files/shown.ts';
import { parseYamlStream, type YamlDocument } from '../files/yaml-document.ts';
import type { PolicyDocument } from './model.ts';
import { IMAGE_CONFIG, MIRROR_SET_KINDS } from './openshift-kinds.ts';
import { type Faults, type NodeContext, PolicyNode } from './policy-node.ts';
import { readImageConfig } from './read-image-config.ts';
import { readMirrorSet } from './read-mirror-set.ts';

/** More objects than any policy repository has in one file. */
const MOST_DOCUMENTS = 2000;
/** A `List` within a `List` is no object of Kubernetes, and a chain of them is an attack. */
const DEEPEST_LIST = 1;
const REFUSED = 'the API server refuses the object';

/**
 * Every mirror policy in `text`. Objects of other kinds are passed over. Faults go to `faults`, and what cannot be
 * parsed gives no documents.
 */
export function readOpenShift(text: string, file: string, faults: Faults): readonly PolicyDocument[] {
  const separators = text.match(/^---/gm)?.length ?? 0;
  if (separators > MOST_DOCUMENTS) {
    faults.tell(
      'policy-invalid',
      { file, line: 1, column: 1 },
      {
        message: `the file has ${separators} documents, at most ${MOST_DOCUMENTS} are read`,
        help: 'split the file',
      },
    );
    return [];
  }
  return parseYamlStream(text, file).flatMap(({ document, faults: yamlFaults }) => {
    for (const { at, message, help } of yamlFaults) {
      faults.tell('policy-invalid', at, { message, help: `${help}; ${REFUSED}` });
    }
    return document === null ? [] : readDocument(document, { faults, hasYamlFaults: yamlFaults.length > 0 });
  });
}

interface StreamFacts {
  readonly faults: Faults;
  readonly hasYamlFaults: boolean;
}

function readDocument(document: YamlDocument, { faults, hasYamlFaults }: StreamFacts): PolicyDocument[] {
  const context = (): NodeContext => ({
    document,
    faults,
    isRefused: hasYamlFaults,
    consequence: REFUSED,
  });
  const read = (path: readonly (string | number)[], value: unknown, depth: number): PolicyDocument[] => {
    const node = new PolicyNode(context(), path, value);
    const kind = node.child('kind')?.value;
    if (typeof kind !== 'string') return [];
    const items = node.child('items');
    if (kind.endsWith('List') && items !== null && depth < DEEPEST_LIST) {
      return (items.asList() ?? []).flatMap((item) => read(item.path, item.value, depth + 1));
    }
    return readObject(node, kind);
  };
  return read([], document.value, 0);
}

function readObject(node: PolicyNode, kind: string): PolicyDocument[] {
  if (kind === IMAGE_CONFIG.kind) {
    // Other groups have a kind Image too.
    const isOurs = node.child('apiVersion')?.value === IMAGE_CONFIG.apiVersion;
    return isOurs ? [readImageConfig(node)] : [];
  }
  const facts = MIRROR_SET_KINDS.find((known) => known.kind === kind);
  if (facts !== undefined) return [readMirrorSet(node, facts)];
  const meant = MIRROR_SET_KINDS.find((known) => known.kind.toLowerCase() === kind.toLowerCase());
  if (meant !== undefined) {
    (node.child('kind') ?? node).refuse(`there is no kind ${shown(kind)}`, `write kind: ${meant.kind}`);
  }
  return [];
}
