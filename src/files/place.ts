/** Where an image lands: a mirror's target and the repository below it (contract, section 3). */
import { type Parsed, whyPathIsInvalid } from '../oci/reference.ts';
import type { Image, Mirror, MirrorFile } from './mirrorfile.ts';

/** What of an image, a mirror and the file decides about a place. */
export interface PlaceFacts {
  readonly image: Pick<Image, 'source' | 'repository'>;
  readonly mirror: Pick<Mirror, 'place' | 'repository'>;
  readonly file: Pick<MirrorFile, 'repository'>;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const PLACEHOLDERS = ['host', 'path', 'name'];

/**
 * The repository path on the mirror: its prefix, `/`, and the image's, else the mirror's, else the file's template. On a
 * layout it is what stands before `:TAG` in `ref.name`.
 */
export function placeOf({ image, mirror, file }: PlaceFacts): Parsed<string> {
  const rendered = render(image.repository ?? mirror.repository ?? file.repository, image);
  if (!rendered.ok) return rendered;
  const prefix =
    mirror.place.kind === 'registry' && mirror.place.prefix !== '' ? `${mirror.place.prefix}/` : '';
  const place = `${prefix}${rendered.value}`;
  const why = whyPathIsInvalid(place);
  return why === null ? { ok: true, value: place } : { ok: false, why };
}

/** What makes two places one: the mirror's registry or directory, and the repository there. */
export function placeKey(mirror: Pick<Mirror, 'place'>, repository: string): string {
  const { place } = mirror;
  return place.kind === 'registry'
    ? `${place.host}/${repository}`
    : `oci:${plainDirectory(place.directory)}:${repository}`;
}

/** A template as it is written, or why no image can ever land by it. */
export function parseTemplate(text: string): Parsed<string> {
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map((match) => match[1] ?? '')
    .find((name) => !PLACEHOLDERS.includes(name));
  if (unknown !== undefined)
    return {
      ok: false,
      why: `there is no placeholder {${unknown.slice(0, 40)}}; use {host}, {path} or {name}`,
    };
  const sample = fill(text, { host: 'docker.io', path: 'library/redis' });
  if (/[{}]/.test(sample)) return { ok: false, why: 'a brace stands alone in it' };
  const why = whyPathIsInvalid(sample);
  return why === null ? { ok: true, value: text } : { ok: false, why };
}

/** Whether `template` needs the source's own name. */
export function hasPlaceholder(template: string): boolean {
  return template.search(PLACEHOLDER) >= 0;
}

/** One spelling for a relative directory: `./vault/` and `vault` are the same. */
export function plainDirectory(directory: string): string {
  const parts = directory.split('/').filter((part, index) => part !== '.' && (part !== '' || index === 0));
  return parts.join('/') || (directory.startsWith('/') ? '/' : '.');
}

function render(template: string, { source }: PlaceFacts['image']): Parsed<string> {
  if (source.kind === 'registry') return { ok: true, value: fill(template, source) };
  if (!hasPlaceholder(template)) return { ok: true, value: template };
  return { ok: false, why: 'a layout as source has no {host}, {path} or {name}; write its repository out' };
}

function fill(template: string, { host, path }: { readonly host: string; readonly path: string }): string {
  const values: Readonly<Record<string, string>> = {
    host: hostComponent(host),
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
  };
  return template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** A host as one path component: a path has no colon, so `localhost:5000` becomes `localhost-5000`, `[::1]:5000` `1-5000`. */
function hostComponent(host: string): string {
  return host
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-+/, '');
}
