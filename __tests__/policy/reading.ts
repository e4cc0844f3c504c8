/** Short ways to say what reading a policy gave. */
import { type Documents, documentsOf, type PolicyDocument } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

/** The documents of a text that has no fault beyond warnings and notes. */
export function readSound(text: string, path: string): readonly PolicyDocument[] {
  const { documents, findings } = readPolicy(text, path);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return documents;
}

/** `severity rule line:column` of every finding. */
export function faultsOf(text: string, path: string): readonly string[] {
  return readPolicy(text, path).findings.map(
    ({ severity, rule, at }) => `${severity} ${rule} ${at?.line}:${at?.column}`,
  );
}

/** The only document of a format. */
export function only<Format extends PolicyDocument['format']>(
  documents: readonly PolicyDocument[],
  format: Format,
): Documents[Format] {
  const [document, ...others] = documentsOf(documents, format);
  if (document === undefined || others.length > 0) throw new Error(`not one ${format}`);
  return document;
}

/** An OpenShift object of `kind` with `entries` in flow style, one a line. */
export function objectText(
  kind: 'IDMS' | 'ITMS' | 'ICSP' | 'ICP',
  entries: readonly string[],
  name = 'mirrors',
): string {
  const [full, api, list] = {
    IDMS: ['ImageDigestMirrorSet', 'config.openshift.io/v1', 'imageDigestMirrors'],
    ITMS: ['ImageTagMirrorSet', 'config.openshift.io/v1', 'imageTagMirrors'],
    ICSP: ['ImageContentSourcePolicy', 'operator.openshift.io/v1alpha1', 'repositoryDigestMirrors'],
    ICP: ['ImageContentPolicy', 'config.openshift.io/v1', 'repositoryDigestMirrors'],
  }[kind];
  const lines = entries.map((entry) => `    - { ${entry} }\n`).join('');
  return `apiVersion: ${api}\nkind: ${full}\nmetadata: { name: ${name} }\nspec:\n  ${list}:\n${lines}`;
}

/** Processor time of `work` in milliseconds: what it costs, however busy the machine is. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}
