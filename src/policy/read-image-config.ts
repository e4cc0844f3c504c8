/** Reads what of OpenShift's `Image` object reaches `registries.conf`: insecure and blocked scopes. */
import { shown } from '../files/shown.ts';
import { whyNotScope } from './mirror-grammar.ts';
import type { ImageConfig, PlacedText } from './model.ts';
import type { PolicyNode } from './policy-node.ts';

/** Each scope is compared with every table and mirror. */
const MOST_SCOPES = 1000;

export function readImageConfig(node: PolicyNode): ImageConfig {
  const sources = node.descend('spec', 'registrySources')?.asMapping() ?? null;
  const insecure = readScopes(sources?.child('insecureRegistries') ?? null);
  const blocked = readScopes(sources?.child('blockedRegistries') ?? null);
  const isRendered = [...insecure, ...blocked].every((scope) => isScope(scope, node));
  const fate = node.context.isRefused ? 'refused' : 'used';
  return {
    format: 'image-config',
    insecure,
    blocked,
    fate: isRendered ? fate : 'blocks-all',
    at: node.at,
  };
}

function readScopes(node: PolicyNode | null): readonly PlacedText[] {
  const scopes = node?.asTexts() ?? [];
  if (scopes.length <= MOST_SCOPES) return scopes;
  node?.refuse(
    `${scopes.length} scopes are given`,
    `at most ${MOST_SCOPES} are read; name whole hosts, or *.host`,
  );
  return scopes.slice(0, MOST_SCOPES);
}

function isScope({ text, at }: PlacedText, { context }: PolicyNode): boolean {
  const why = whyNotScope(text);
  if (why === null) return true;
  context.faults.tell('policy-invalid', at, {
    message: `scope ${shown(text)} cannot be used: ${why}`,
    help: 'correct it; until then the operator renders no registries.conf at all, and nodes keep the one they have',
  });
  return false;
}
