/** Token scopes (distribution token spec): `repository:library/redis:pull,push`. */

/** Sorted scopes, one per resource. */
export type Scopes = readonly string[];

export function pullScope(repository: string): Scopes {
  return [`repository:${repository}:pull`];
}

/** To write into `repository`, and to mount from `mountFrom` where given. */
export function pushScope(repository: string, mountFrom?: string): Scopes {
  const scopes = [`repository:${repository}:pull,push`];
  return mountFrom === undefined ? scopes : mergeScopes(scopes, pullScope(mountFrom));
}

/** One scope per resource with the actions of both, sorted. */
export function mergeScopes(first: Scopes, second: Scopes): Scopes {
  const actions = new Map<string, Set<string>>();
  for (const scope of [...first, ...second]) {
    const { resource, verbs } = split(scope);
    const known = actions.get(resource) ?? new Set();
    for (const verb of verbs) known.add(verb);
    actions.set(resource, known);
  }
  return [...actions].map(([resource, verbs]) => `${resource}:${[...verbs].sort().join(',')}`).sort();
}

/** The scopes in a challenge's `scope` parameter. */
export function parseScopes(text: string): Scopes {
  return mergeScopes(
    text
      .split(' ')
      .filter((scope) => /^[^\s:]+:\S+:[\w*,.-]+$/.test(scope))
      .slice(0, 16),
    [],
  );
}

/** Whether a token for `have` is good for all of `wanted`. */
export function coversScopes(have: Scopes, wanted: Scopes): boolean {
  return wanted.every((scope) => {
    const { resource, verbs } = split(scope);
    return have.some((other) => {
      const held = split(other);
      return held.resource === resource && verbs.every((verb) => held.verbs.includes(verb));
    });
  });
}

/** The name in the middle may hold colons (`host:5000/app`). */
function split(scope: string): { readonly resource: string; readonly verbs: readonly string[] } {
  const colon = scope.lastIndexOf(':');
  return { resource: scope.slice(0, colon), verbs: scope.slice(colon + 1).split(',') };
}
