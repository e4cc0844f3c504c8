/** Scopes of OpenShift's objects: whole registries, namespaces, repositories, and `*.host`. */

/** Whether `inner` is `outer` or lies in it, as the platform's operator decides it. `quay.io:443` is not in `quay.io`. */
export function isNestedScope(inner: string, outer: string): boolean {
  if (inner === outer || inner.startsWith(`${outer}/`)) return true;
  if (!outer.startsWith('*.')) return false;
  const end = inner.includes(':') ? inner.indexOf(':') : inner.length;
  const host = inner.includes(':') ? inner.slice(0, end) : (inner.split('/')[0] ?? '');
  return host.endsWith(outer.slice(1)) && !host.includes('/');
}
