/** User's text in messages: quoted, one line, bounded, and without credentials written where none belong. */

const LONGEST_SHOWN = 160;

/** `text` as it may stand in a message. What looks like `user:password@host` loses its first part. */
export function shown(text: string): string {
  const plain = userinfoEnd(text) === null ? text : `***${text.slice(userinfoEnd(text) ?? 0)}`;
  const short = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return JSON.stringify(short.length > LONGEST_SHOWN ? `${short.slice(0, LONGEST_SHOWN)}…` : short);
}

/** Where what looks like `user:password` (with or without a scheme before it) ends, at its `@`; null where there is none. */
export function userinfoEnd(text: string): number | null {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  const at = rest.lastIndexOf('@');
  // A digest may follow an `@` in a reference; anything else after `user:…@` is taken for a host.
  if (at < 0 || /^sha\d*:/i.test(rest.slice(at + 1))) return null;
  return scheme !== '' || /^[^/]*:/.test(rest.slice(0, at)) ? scheme.length + at : null;
}
