/** What the mirror manifest and the lock trust now and did not before: for whoever reviews the change. */
import type { Image, MirrorFile } from '../../files/mirrorfile.ts';
import { formatSource } from '../../files/source.ts';
import { type Position, RULES, SEVERITY_ORDER } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { lockChanges } from './lock-changes.ts';
import { selectChange } from './select-change.ts';
import type { TrustChange, TrustChangeKind, TrustedFiles } from './trust-change.ts';

/** The mirror manifest first, then the lock. */
export function trustChanges(before: TrustedFiles, after: TrustedFiles): readonly TrustChange[] {
  const lock = lockChanges(before, after);
  if (after.file === null) return lock;
  return [...manifestChanges(before.file, after.file), ...lock];
}

function manifestChanges(before: MirrorFile | null, after: MirrorFile): readonly TrustChange[] {
  return [
    ...newNames('new-host', hostsOf(before), hostsOf(after)),
    ...newNames('new-variable', variablesOf(before), variablesOf(after)),
    ...newNames('skip-verify', unverifiedHosts(before), unverifiedHosts(after)),
    ...newNames('plain-http', plainHosts(before), plainHosts(after)),
    ...after.images.flatMap((image) => imageChanges(before?.images.filter(isSameSource(image)) ?? [], image)),
    ...weakenedRules(before, after),
    ...newNames('accepted', acceptedBy(before), acceptedBy(after)),
  ];
}

type Names = ReadonlyMap<string, Position>;

function newNames(kind: TrustChangeKind, before: Names, after: Names): readonly TrustChange[] {
  return [...after].flatMap(([what, at]) =>
    before.has(what) ? [] : [{ kind, what, before: null, after: what, at }],
  );
}

/** Every host that is read from or written to. */
function hostsOf(file: MirrorFile | null): Names {
  if (file === null) return new Map();
  return firstOf([
    ...file.mirrors.flatMap(({ place, at }) =>
      place.kind === 'registry' ? [[place.host, at] as const] : [],
    ),
    ...file.images.flatMap(({ source, at }) =>
      source.kind === 'registry' ? [[source.host, at] as const] : [],
    ),
    ...[...file.registries.values()].flatMap(({ endpoints, at }) =>
      endpoints.map((url) => [URL.canParse(url) ? new URL(url).host : url, at] as const),
    ),
  ]);
}

function variablesOf(file: MirrorFile | null): Names {
  return firstOf(
    [...(file?.registries ?? [])].flatMap(([host, { auth, at }]) =>
      auth === null
        ? []
        : [auth.usernameEnv, auth.passwordEnv].map((name) => [`${name} for ${host}`, at] as const),
    ),
  );
}

function unverifiedHosts(file: MirrorFile | null): Names {
  return firstOf(
    [...(file?.registries ?? [])].flatMap(([host, { tls, at }]) =>
      tls.kind === 'https' && tls.skipVerify ? [[host, at] as const] : [],
    ),
  );
}

function plainHosts(file: MirrorFile | null): Names {
  return firstOf(
    [...(file?.registries ?? [])].flatMap(([host, { tls, at }]) =>
      tls.kind === 'plain-http' ? [[host, at] as const] : [],
    ),
  );
}

function acceptedBy(file: MirrorFile | null): Names {
  return firstOf(
    (file?.accept ?? []).map(({ rule, image, mirror, until, at }) => {
      const where = mirror === null ? '' : ` on ${mirror}`;
      return [`${rule} of ${image ?? 'every image'}${where} until ${until}`, at] as const;
    }),
  );
}

function firstOf(names: readonly (readonly [string, Position])[]): Names {
  const first = new Map<string, Position>();
  for (const [name, at] of names) if (!first.has(name)) first.set(name, at);
  return first;
}

function isSameSource({ source }: Image): (other: Image) => boolean {
  return (other) => formatSource(other.source) === formatSource(source);
}

/** Against every entry of the same source before: what one of them allowed is nothing new. */
function imageChanges(before: readonly Image[], after: Image): readonly TrustChange[] {
  const base = { what: formatSource(after.source), at: after.at };
  const isNew = (allows: (image: Image) => boolean) => allows(after) && !before.some(allows);
  const [known] = before;
  return [
    ...(isNew((image) => image.allowMirrorByTags)
      ? [
          {
            ...base,
            kind: 'tags-allowed' as const,
            before: known === undefined ? null : 'by digest',
            after: 'by tag',
          },
        ]
      : []),
    ...selectChange(before, after),
    ...(isNew((image) => image.allowRollback)
      ? [{ ...base, kind: 'rollback-allowed' as const, before: 'false', after: 'true' }]
      : []),
    ...(isNew((image) => image.unlocked === 'resolve')
      ? [{ ...base, kind: 'unlocked-allowed' as const, before: 'error', after: 'resolve' }]
      : []),
    ...(known?.immutable && after.immutable === null
      ? [{ ...base, kind: 'immutable-dropped' as const, before: known.immutable.source, after: null }]
      : []),
    ...movedPins(before, after),
  ];
}

function movedPins(before: readonly Image[], { source, wants }: Image): readonly TrustChange[] {
  const pins = new Map(
    before
      .flatMap((image) => image.wants)
      .flatMap((want) => (want.kind === 'tag' ? [[want.tag as string, want.pin] as const] : [])),
  );
  return wants.flatMap((want): readonly TrustChange[] => {
    if (want.kind !== 'tag') return [];
    const old = pins.get(want.tag) ?? null;
    if (old === null || old === want.pin) return [];
    return [
      {
        kind: 'pin-moved',
        what: `${formatSource(source)}:${want.tag}`,
        before: shortDigest(old),
        after: want.pin === null ? null : shortDigest(want.pin),
        at: want.at,
      },
    ];
  });
}

function weakenedRules(before: MirrorFile | null, after: MirrorFile): readonly TrustChange[] {
  return [...after.rules].flatMap(([rule, level]): readonly TrustChange[] => {
    const old = before?.rules.get(rule) ?? RULES[rule];
    if (weightOf(level) <= weightOf(old)) return [];
    return [
      {
        kind: 'rule-weakened',
        what: rule,
        before: old,
        after: level,
        at: { file: after.path, line: 1, column: 1 },
      },
    ];
  });
}

function weightOf(level: string): number {
  return Object.hasOwn(SEVERITY_ORDER, level) ? SEVERITY_ORDER[level as keyof typeof SEVERITY_ORDER] : 3;
}
