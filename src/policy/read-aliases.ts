/** Checks the `[aliases]` of a `registries.conf`: short names and what they stand for. */
import { shown } from '../files/shown.ts';
import { parseRepository } from '../oci/reference.ts';
import type { PolicyNode } from './policy-node.ts';

/** Aliases lead to no mirrors; only what makes the reader refuse the file is told. */
export function readAliases(root: PolicyNode): void {
  const table = root.child('aliases')?.asMapping() ?? null;
  for (const name of table?.keys() ?? []) {
    const node = table?.child(name) ?? null;
    const why = whyNotAlias(name);
    if (why !== null) node?.refuse(`alias ${shown(name)}: ${why}`, 'write the short name alone');
    const value = node?.asText() ?? '';
    const whyValue = value === '' ? null : whyNotAliasValue(value);
    if (whyValue !== null)
      node?.refuse(`alias ${shown(name)} stands for ${shown(value)}: ${whyValue}`, 'write host/path');
  }
}

function whyNotAlias(name: string): string | null {
  if (/[:@]/.test(name)) return 'a short name has no host, tag or digest';
  const [first = ''] = name.split('/');
  if (name.includes('/') && (first.includes('.') || first === 'localhost')) return 'a short name has no host';
  const parsed = parseRepository(`example.com/${name}`);
  return parsed.ok ? null : parsed.why;
}

function whyNotAliasValue(value: string): string | null {
  const [first = ''] = value.split('/');
  if (!value.includes('/') || !(first === 'localhost' || /[.:]/.test(first))) return 'it begins with no host';
  const parsed = parseRepository(value);
  return parsed.ok ? null : parsed.why;
}
