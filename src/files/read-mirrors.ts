/** `mirrors:` of the mirror manifest. */
import type { Position } from '../finding.ts';
import { type Parsed, parseTarget } from '../oci/reference.ts';
import type { Mirror, MirrorPlace } from './mirrorfile.ts';
import { type MirrorFileShape, NAME_PATTERN } from './mirrorfile-schema.ts';
import { parseTemplate, placeKey } from './place.ts';
import type { Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown } from './shown.ts';
import { parseLayoutTarget } from './source.ts';
import type { Path } from './yaml-document.ts';

type MirrorShape = Sound<MirrorFileShape['mirrors'][number]>;

export interface MirrorDefaults {
  readonly keepTags: boolean;
}

const namePattern = new RegExp(NAME_PATTERN);

/** The mirrors that can be read, in order, and every name that was written (also of mirrors with faults). */
export function readMirrors(
  shapes: readonly (MirrorShape | undefined)[],
  reading: Reading,
  defaults: MirrorDefaults,
): { readonly mirrors: readonly Mirror[]; readonly names: readonly string[] } {
  const mirrors = shapes.flatMap((shape, index) => {
    const mirror = shape === undefined ? null : readMirror(shape, ['mirrors', index], { reading, defaults });
    return mirror === null ? [] : [mirror];
  });
  tellRepeatedNames(shapes, reading);
  tellRepeatedTargets(mirrors, reading);
  return { mirrors, names: [...new Set(shapes.flatMap((shape) => shape?.name ?? []))] };
}

/** A repository template at `path`, or null where there is none or it is unusable (and told). */
export function readTemplate(template: string | undefined, path: Path, reading: Reading): string | null {
  if (template === undefined) return null;
  return reading.take(path, parseTemplate(template), {
    text: template,
    help: 'a repository is a lower case path, with {host}, {path} and {name} where wanted',
  });
}

interface MirrorContext {
  readonly reading: Reading;
  readonly defaults: MirrorDefaults;
}

function readMirror(shape: MirrorShape, path: Path, { reading, defaults }: MirrorContext): Mirror | null {
  const { name, target, kind = 'store', state = 'serving' } = shape;
  if (name !== undefined) checkName(name, [...path, 'name'], reading);
  const repository = readTemplate(shape.repository, [...path, 'repository'], reading);
  const place =
    target === undefined
      ? null
      : reading.take([...path, 'target'], parsePlace(target), {
          text: target,
          help: 'write host[:port][/prefix], or oci:DIR',
        });
  if (place?.kind === 'layout' && kind === 'cache') {
    reading.fault(
      [...path, 'kind'],
      'a layout directory cannot be a pull-through cache',
      'remove kind, or name a registry as target',
    );
  }
  if (name === undefined || target === undefined || place === null) return null;
  return {
    name,
    target,
    place,
    state,
    kind,
    keepTags: shape.keepTags ?? defaults.keepTags,
    repository,
    at: reading.positionOf(path),
  };
}

function parsePlace(target: string): Parsed<MirrorPlace> {
  const directory = parseLayoutTarget(target);
  if (directory !== null)
    return directory.ok ? { ok: true, value: { kind: 'layout', directory: directory.value } } : directory;
  const parsed = parseTarget(target);
  return parsed.ok ? { ok: true, value: { kind: 'registry', ...parsed.value } } : parsed;
}

function checkName(name: string, path: Path, reading: Reading): void {
  if (namePattern.test(name)) return;
  reading.fault(
    path,
    `${shown(name)} cannot be the name of a mirror`,
    'a name begins with a lower case letter or digit and goes on with these, dot, dash and underscore',
  );
}

function tellRepeatedNames(shapes: readonly (MirrorShape | undefined)[], reading: Reading): void {
  const first = new Map<string, Position>();
  for (const [index, shape] of shapes.entries()) {
    if (shape?.name === undefined) continue;
    const at = reading.positionOf(['mirrors', index, 'name']);
    const earlier = first.get(shape.name);
    if (earlier === undefined) first.set(shape.name, at);
    else
      reading.fault(
        at,
        `the mirror name ${shown(shape.name)} is given twice; first in line ${earlier.line}`,
        'give each mirror its own name',
      );
  }
}

function tellRepeatedTargets(mirrors: readonly Mirror[], reading: Reading): void {
  const first = new Map<string, Mirror>();
  for (const mirror of mirrors) {
    const key = placeKey(mirror, mirror.place.kind === 'registry' ? mirror.place.prefix : '');
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, mirror);
    else {
      reading.fault(
        mirror.at,
        `mirror ${shown(mirror.name)} has the same target as ${shown(earlier.name)} in line ${earlier.at.line}: ${shown(mirror.target)}`,
        'remove one of the two, or give one of them another prefix',
      );
    }
  }
}
