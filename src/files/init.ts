/** `init`: lines of references or copy commands in, a commented mirror manifest out. */
import { shortDigest } from '../oci/digest.ts';
import { formatReference, formatRepository, type Reference, withDefaultTag } from '../oci/reference.ts';
import { type ImageLine, type LineProblem, readImageLines } from './init-lines.ts';
import { type InitMirror, mirrorFromTarget, mirrorsFromLines } from './init-mirrors.ts';
import { readMirrorFile } from './read-mirrorfile.ts';
import { yamlText } from './yaml-text.ts';

export interface InitResult {
  /** A mirror manifest that `readMirrorFile` accepts. */
  readonly yaml: string;
  /** How many source repositories it names. */
  readonly images: number;
  /** Lines, or parts of lines, that did not reach it; in line order, without credentials. */
  readonly problems: readonly LineProblem[];
}

/**
 * Reads image references, one per line, or commands (`skopeo copy`, `crane copy`, `regctl image copy`, `oras cp`,
 * `docker pull`), and writes a mirror manifest. Images are grouped by repository in the order of the lines. `to` is
 * `host[:port][/prefix]` or `oci:DIR`; throws `usage` when it is neither.
 */
export function mirrorFileFromLines(text: string, { to }: { readonly to?: string } = {}): InitResult {
  const lines = readImageLines(text);
  const derived =
    to === undefined ? mirrorsFromLines(lines.images) : { mirrors: [mirrorFromTarget(to)], problems: [] };
  const { groups, problems } = groupByRepository(lines.images);
  const yaml = withUniquePlaces(groups, derived.mirrors);
  const all = [...lines.problems, ...derived.problems, ...problems].sort((a, b) => a.line - b.line);
  return { yaml, images: groups.length, problems: all };
}

/** One source repository: its tags with their pins, and digests that no tag is pinned to. */
interface Group {
  readonly repository: string;
  readonly tags: Map<string, string | null>;
  readonly digests: Set<string>;
}

function groupByRepository(images: readonly ImageLine[]): {
  readonly groups: Group[];
  readonly problems: LineProblem[];
} {
  const groups = new Map<string, Group>();
  const problems: LineProblem[] = [];
  for (const { line, source } of images) {
    const reference = withDefaultTag(source);
    const repository = formatRepository(reference);
    const group = groups.get(repository) ?? { repository, tags: new Map(), digests: new Set() };
    groups.set(repository, group);
    const why = addTo(group, reference);
    if (why !== null) problems.push({ line, text: formatReference(reference), why });
  }
  for (const { tags, digests } of groups.values()) {
    for (const pin of tags.values()) if (pin !== null) digests.delete(pin);
  }
  return { groups: [...groups.values()], problems };
}

/** Adds what `reference` names; says why where it contradicts an earlier line. */
function addTo({ tags, digests }: Group, { tag, digest }: Reference): string | null {
  if (tag === null) {
    if (digest !== null) digests.add(digest);
    return null;
  }
  const pin = tags.get(tag) ?? null;
  if (pin !== null && digest !== null && pin !== digest) {
    return `an earlier line pins this tag to ${shortDigest(pin)}; a tag has one digest`;
  }
  tags.set(tag, pin ?? digest);
  return null;
}

/** Two registries may have the same path; their images then land below the registry's name. */
function withUniquePlaces(groups: readonly Group[], mirrors: readonly InitMirror[]): string {
  const yaml = formatFile(groups, mirrors, null);
  if (readMirrorFile(yaml, '').file !== null) return yaml;
  return formatFile(
    groups,
    mirrors.map((mirror) => ({ ...mirror, template: null })),
    '{host}/{path}',
  );
}

function formatFile(
  groups: readonly Group[],
  mirrors: readonly InitMirror[],
  template: string | null,
): string {
  const places =
    template === null
      ? []
      : [
          '# Different registries have the same path, so images land below the name of their registry.',
          `repository: ${JSON.stringify(template)}`,
          '',
        ];
  return [
    '# The mirror manifest: which images are mirrored to where. Written by mirror-action init; edit it freely.',
    'version: 1',
    '',
    '# false: images are mirrored under their digests only. true: the mirrors also get the tags below.',
    'allowMirrorByTags: false',
    '',
    ...places,
    '# In order of priority.',
    'mirrors:',
    ...mirrors.flatMap(formatMirror),
    '',
    '# mirror-action lock writes the digests of unpinned tags into mirror.lock.yaml.',
    groups.length === 0 ? 'images: []' : 'images:',
    ...groups.flatMap(formatGroup),
    '',
  ].join('\n');
}

function formatMirror({ name, target, template, isPlaceholder }: InitMirror): string[] {
  return [
    ...(isPlaceholder ? ['  # Put your registry here: host[:port][/prefix].'] : []),
    `  - name: ${yamlText(name)}`,
    `    target: ${yamlText(target)}`,
    ...(template === null ? [] : [`    repository: ${JSON.stringify(template)}`]),
  ];
}

function formatGroup({ repository, tags, digests }: Group): string[] {
  const pinned = [...tags].map(([tag, pin]) => (pin === null ? tag : `${tag}@${pin}`));
  const [tag, digest] = [pinned[0], [...digests][0]];
  if (pinned.length + digests.size === 1) {
    return [`  - ${yamlText(tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`)}`];
  }
  return [
    `  - source: ${yamlText(repository)}`,
    ...formatList('digests', [...digests]),
    ...formatList('tags', pinned),
  ];
}

function formatList(key: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`    ${key}: [${texts.map((text) => JSON.stringify(text)).join(', ')}]`];
}
