/** The mirrors of a manifest that `init` writes: from `--to`, from where the lines copy to, or a placeholder. */
import { MirrorError } from '../errors.ts';
import { parseTarget } from '../oci/reference.ts';
import type { ImageLine, LineProblem } from './init-lines.ts';
import { placeOf } from './place.ts';
import { parseLayoutTarget } from './source.ts';

export interface InitMirror {
  readonly name: string;
  readonly target: string;
  /** Set where images do not land by their path. */
  readonly template: string | null;
  readonly isPlaceholder: boolean;
}

export interface InitMirrors {
  readonly mirrors: readonly InitMirror[];
  readonly problems: readonly LineProblem[];
}

/** The mirror that `--to` names. Throws `usage` when it is no target. */
export function mirrorFromTarget(to: string): InitMirror {
  const layout = parseLayoutTarget(to);
  const parsed = layout ?? parseTarget(to);
  if (!parsed.ok) {
    throw new MirrorError('usage', `--to cannot be used: ${parsed.why}`, {
      fix: 'write --to HOST[:PORT][/PREFIX] or --to oci:DIR',
    });
  }
  const host =
    typeof parsed.value === 'string'
      ? (parsed.value
          .split('/')
          .filter((part) => /\w/.test(part))
          .at(-1) ?? '')
      : parsed.value.host;
  return { name: nameFrom(host), target: to, template: null, isPlaceholder: false };
}

/** One mirror per host that the lines copy to, where all its destinations follow one pattern. */
export function mirrorsFromLines(images: readonly ImageLine[]): InitMirrors {
  const byHost = Map.groupBy(images.filter(hasDestination), ({ destination }) => destination.host);
  const mirrors: InitMirror[] = [];
  const problems: LineProblem[] = [];
  for (const [host, copies] of byHost) {
    const pattern = patternOf(copies);
    if (pattern !== null) mirrors.push({ name: nameFrom(host), ...pattern, isPlaceholder: false });
    else
      problems.push({
        line: copies[0]?.line ?? 1,
        text: host,
        why: 'the destinations there do not follow one pattern; give the target with --to',
      });
    problems.push(...renamedTags(copies));
  }
  return { mirrors: mirrors.length > 0 ? mirrors : [placeholder()], problems };
}

type Copy = ImageLine & { readonly destination: NonNullable<ImageLine['destination']> };

function hasDestination(image: ImageLine): image is Copy {
  return image.destination !== null;
}

const TEMPLATES = ['{host}/{path}', '{path}', '{name}'];

/** The template by which every destination ends, all after the same prefix. */
function patternOf(
  copies: readonly Copy[],
): { readonly target: string; readonly template: string | null } | null {
  for (const template of TEMPLATES) {
    const prefixes = new Set(copies.map((copy) => prefixBefore(template, copy)));
    const [prefix] = prefixes;
    if (prefixes.size !== 1 || prefix === null || prefix === undefined) continue;
    const host = copies[0]?.destination.host ?? '';
    return {
      target: prefix === '' ? host : `${host}/${prefix}`,
      template: template === '{path}' ? null : template,
    };
  }
  return null;
}

function prefixBefore(template: string, { source, destination }: Copy): string | null {
  const ending = placeOf({
    image: { source: { kind: 'registry', host: source.host, path: source.path }, repository: template },
    mirror: { place: { kind: 'registry', host: destination.host, prefix: '' }, repository: null },
    file: { repository: template },
  });
  if (!ending.ok) return null;
  if (destination.path === ending.value) return '';
  return destination.path.endsWith(`/${ending.value}`)
    ? destination.path.slice(0, -ending.value.length - 1)
    : null;
}

function renamedTags(copies: readonly Copy[]): LineProblem[] {
  return copies
    .filter(
      ({ source, destination }) =>
        destination.tag !== null && source.tag !== null && destination.tag !== source.tag,
    )
    .map(({ line, destination }) => ({
      line,
      text: destination.tag ?? '',
      why: "a mirror's tag is the source's; it cannot be renamed",
    }));
}

function placeholder(): InitMirror {
  return { name: 'first', target: 'registry.example.com/mirror', template: null, isPlaceholder: true };
}

/** `us.example.com:5000` → `us.example.com-5000` */
function nameFrom(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return name === '' ? 'mirror' : name;
}
