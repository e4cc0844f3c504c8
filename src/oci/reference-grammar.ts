/**
 * The grammar of image references (distribution/reference), one question per function: why is this text not what it
 * should be? Null means that it is. Every length is checked before a pattern runs, and every pattern is linear.
 */
import { quoted } from './quoted.ts';

/** Host and path together: the older of the two limits in use (containerd up to 1.7, docker/distribution). */
const LONGEST_NAME = 255;
const LONGEST_TAG = 128;
/** More than name, tag and digest at their longest (520); beyond it no part is looked at. */
const LONGEST_TEXT = 1024;
const HIGHEST_PORT = 65535;

/** Why no reference, repository or host can be read from `text`, whatever its parts are. */
export function whyTextIsUnusable(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length > LONGEST_TEXT) return `it is too long: ${text.length} characters`;
  if (/\s/.test(text)) return `it has white space in it: ${quoted(text)}`;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0];
  if (scheme !== undefined) return `it is written without a scheme; leave ${quoted(scheme)} away`;
  const stranger = /[^!-~]/u.exec(text)?.[0];
  return stranger === undefined ? null : `the character ${quoted(stranger)} cannot stand in it`;
}

/** Why `host` and `path` are too long as one name, or null. */
export function whyNameIsTooLong(host: string, path: string): string | null {
  const length = host.length + 1 + path.length;
  if (length <= LONGEST_NAME) return null;
  return `host and path together are ${length} characters long, at most ${LONGEST_NAME} are allowed`;
}

/** Why `text` is not `host[:port]`; an IPv6 address stands in brackets. */
export function whyHostIsInvalid(text: string): string | null {
  if (text === '') return 'the registry host is missing';
  if (text.length > LONGEST_NAME) return `the registry host is too long: ${text.length} characters`;
  const { name, port } = splitPort(text);
  return whyHostNameIsInvalid(name) ?? whyPortIsInvalid(port) ?? whyAddressIsInvalid(text);
}

/** Why `path` is not a repository path: components of lower case letters and digits, joined by `/`. */
export function whyPathIsInvalid(path: string): string | null {
  if (path === '') return 'the repository name is missing';
  if (path.length > LONGEST_NAME) {
    return `the repository path is ${path.length} characters long, at most ${LONGEST_NAME} are allowed`;
  }
  if (/[A-Z]/.test(path)) {
    return `the repository path ${quoted(path)} has upper case letters; it must be lower case`;
  }
  for (const component of path.split('/')) {
    const why = whyComponentIsInvalid(component, path);
    if (why !== null) return why;
  }
  return null;
}

/** Why `text` is not a tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`. */
export function whyTagIsInvalid(text: string): string | null {
  if (text === '') return 'the tag is missing';
  if (text.length > LONGEST_TAG) {
    return `the tag is ${text.length} characters long, at most ${LONGEST_TAG} are allowed`;
  }
  const stranger = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
  if (stranger !== undefined) return `the tag ${quoted(text)} has the character ${quoted(stranger)} in it`;
  return /^[.-]/.test(text) ? `the tag ${quoted(text)} starts with ${quoted(text.slice(0, 1))}` : null;
}

function splitPort(host: string): { readonly name: string; readonly port: string | null } {
  const afterBracket = host.startsWith('[') ? Math.max(host.indexOf(']'), 0) : 0;
  const colon = host.indexOf(':', afterBracket);
  return colon < 0 ? { name: host, port: null } : { name: host.slice(0, colon), port: host.slice(colon + 1) };
}

function whyHostNameIsInvalid(name: string): string | null {
  if (name === '') return 'the registry host is missing; an IPv6 address is written in brackets, [::1]';
  if (name.startsWith('[')) {
    return /^\[[0-9A-Fa-f:]+\]$/.test(name) ? null : `${quoted(name)} is not an IPv6 address in brackets`;
  }
  const stranger = /[^A-Za-z0-9.-]/u.exec(name)?.[0];
  if (stranger !== undefined) {
    return `the registry host ${quoted(name)} has the character ${quoted(stranger)} in it`;
  }
  const labels = name.split('.');
  if (labels.includes('')) return `the registry host ${quoted(name)} has an empty part between its dots`;
  const bad = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
  return bad === undefined
    ? null
    : `the part ${quoted(bad)} of the registry host ${quoted(name)} starts or ends with "-"`;
}

function whyPortIsInvalid(port: string | null): string | null {
  if (port === null) return null;
  if (port === '') return 'the port is missing after ":"';
  const isPort = /^[0-9]+$/.test(port) && Number(port) <= HIGHEST_PORT;
  return isPort ? null : `${quoted(port)} is not a port; ports are numbers from 0 to ${HIGHEST_PORT}`;
}

/** Catches what looks like an address and is none (`256.1.1.1`, `[1::2::3]`): no connection could be made to it. */
function whyAddressIsInvalid(host: string): string | null {
  return URL.canParse(`http://${host}/`) ? null : `${quoted(host)} is not an address`;
}

function whyComponentIsInvalid(component: string, path: string): string | null {
  if (component === '') return `the repository path ${quoted(path)} has an empty component`;
  const stranger = /[^a-z0-9._-]/u.exec(component)?.[0];
  if (stranger !== undefined) {
    return `the repository path ${quoted(path)} has the character ${quoted(stranger)} in it`;
  }
  if (/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component)) return null;
  return (
    `the component ${quoted(component)} of a repository path starts and ends with a letter or digit, ` +
    'with a single ".", "_", "__" or any number of "-" in between'
  );
}
