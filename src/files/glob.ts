/** Globs over canonical image names, `docker.io/library/redis:7.4` (contract, section 2), and over paths of files. */
import { RE2JS } from 're2js';
import type { Parsed } from '../oci/reference.ts';
import { PATTERN_LIMIT, type Pattern } from './pattern.ts';

/**
 * Compiles a glob: `*` stops at `/`, `**` does not, `?` is one character but not `/`, everything else is itself. It
 * must cover the whole of `host/repository` or of `host/repository:tag`, so `docker.io/library/*` takes every tag.
 */
export function compileGlob(glob: string): Parsed<Pattern> {
  if (glob === '') return { ok: false, why: 'an empty glob matches nothing' };
  if (glob.length > PATTERN_LIMIT) {
    return { ok: false, why: `a glob has at most ${PATTERN_LIMIT} characters, this one has ${glob.length}` };
  }
  const compiled = RE2JS.compile(`^(?:${toRe2(glob)})$`, RE2JS.DOTALL);
  const covers = (text: string) => compiled.test(text);
  return {
    ok: true,
    value: { source: glob, matches: (image) => covers(image) || covers(repositoryPart(image)) },
  };
}

/**
 * Compiles a glob over paths with `/`: as for images, save that `**` and a slash also stand for no folder at all: two
 * stars, then `/a.yaml`, are `a.yaml` in any folder and here. A leading `./` says nothing. It must cover the whole path.
 */
export function compilePathGlob(glob: string): Parsed<Pattern> {
  if (glob === '') return { ok: false, why: 'an empty glob matches nothing' };
  if (glob.length > PATTERN_LIMIT) {
    return { ok: false, why: `a glob has at most ${PATTERN_LIMIT} characters, this one has ${glob.length}` };
  }
  const parts = glob.replace(/^(?:\.\/+)+/, '').split(/(\*\*+\/+)/);
  const text = parts.map((part) => (part.startsWith('**') ? '(?:.*/)?' : toRe2(part))).join('');
  const compiled = RE2JS.compile(`^(?:${text})$`, RE2JS.DOTALL);
  return { ok: true, value: { source: glob, matches: (path) => compiled.test(path) } };
}

function toRe2(glob: string): string {
  return glob
    .split(/(\*\*+|\*|\?)/)
    .map((part) => {
      if (part.startsWith('**')) return '.*';
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : RE2JS.quote(part);
    })
    .join('');
}

/** `image` without its `@digest` and `:tag`; a colon before the last slash belongs to the host's port. */
function repositoryPart(image: string): string {
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
