/**
 * What OpenShift takes as `source` and as mirror (patterns of the CRDs, and of the operator that renders them). The
 * patterns here are linear; those of the CRDs are not when a backtracking engine runs them.
 */
import { quoted } from '../oci/quoted.ts';

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** More than any name that a registry can serve; checked before a pattern runs. */
const LONGEST = 512;

const labelPattern = new RegExp(`^${LABEL}$`);
const componentPattern = new RegExp(`^${COMPONENT}$`);

/** Why `text` is no mirror: `host[:port][/path]`. Null means that it is one. */
export function whyNotMirror(text: string): string | null {
  if (text.length > LONGEST) return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
  const outside = whyWrittenWrong(text);
  if (outside !== null) return outside;
  const [host = '', ...components] = text.split('/');
  return whyNotHost(host) ?? firstReason(components, whyNotComponent);
}

/** Why `text` is no source: a mirror's form, or `*.host`. Null means that it is one. */
export function whyNotSource(text: string): string | null {
  if (!text.startsWith('*')) return whyNotMirror(text);
  if (text.length > LONGEST) return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
  const labels = text.slice(2).split('.');
  const isWildcard = text.startsWith('*.') && labels.every((label) => labelPattern.test(label));
  return isWildcard ? null : 'a wildcard is *. and a host, without port, path, tag or digest';
}

/** Why OpenShift takes `text` for no scope of its `Image` object, or null. */
export function whyNotScope(text: string): string | null {
  if (text === '') return 'it is empty';
  if (!text.includes('*')) return null;
  const isWildcard = text.startsWith('*.') && !/[/@:*]/.test(text.slice(2));
  return isWildcard ? null : 'a wildcard stands only as *. before a host, without port and path';
}

function whyWrittenWrong(text: string): string | null {
  if (text === '') return 'it is empty';
  if (/\s/.test(text)) return 'it has white space in it';
  if (text.includes('://')) return 'it is written without a scheme';
  if (text.startsWith('[')) return 'an IPv6 address cannot stand here; give it a name';
  if (text.includes('*')) return 'a wildcard can only be a source, *. and a host';
  if (text.includes('@')) return 'it is written without a digest';
  return text.endsWith('/') ? 'it ends with "/"' : null;
}

function whyNotHost(host: string): string | null {
  const colon = host.indexOf(':');
  const name = colon < 0 ? host : host.slice(0, colon);
  if (colon >= 0 && !/^[0-9]+$/.test(host.slice(colon + 1))) {
    return `${quoted(host.slice(colon + 1))} is not a port; a tag cannot stand here`;
  }
  const bad = name.split('.').find((label) => !labelPattern.test(label));
  return bad === undefined ? null : `${quoted(bad)} cannot be part of a host name`;
}

function whyNotComponent(component: string): string | null {
  if (componentPattern.test(component)) return null;
  if (/[A-Z]/.test(component)) return `${quoted(component)} has upper case letters; a path is lower case`;
  if (component.includes(':')) return `${quoted(component)} has a ":" in it; a tag cannot stand here`;
  return `${quoted(component)} cannot be part of a path`;
}

function firstReason(parts: readonly string[], why: (part: string) => string | null): string | null {
  for (const part of parts) {
    const reason = why(part);
    if (reason !== null) return reason;
  }
  return null;
}
