/** What the lock no longer decides, and what it decides otherwise. */
import { formatSource } from '../../files/source.ts';
import type { Position } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { TrustChange, TrustedFiles } from './trust-change.ts';

export function lockChanges(before: TrustedFiles, after: TrustedFiles): readonly TrustChange[] {
  const at = after.lock === null ? null : { file: after.lock.path, line: 1, column: 1 };
  const old = [...(before.lock?.tags ?? [])];
  const places = wantedTags({ file: after.file, lock: after.lock ?? before.lock });
  const lost = old.filter(([name]) => after.lock?.tags.has(name) !== true && places.has(name));
  return [
    ...lost.map(([name, { digest }]) => ({
      kind: 'not-locked' as const,
      what: name,
      before: shortDigest(digest),
      after: null,
      at: places.get(name) ?? at,
    })),
    ...old.flatMap(([name, { digest }]): readonly TrustChange[] => {
      const now = after.lock?.tags.get(name)?.digest;
      if (now === undefined || now === digest) return [];
      return [{ kind: 'tag-moved', what: name, before: shortDigest(digest), after: shortDigest(now), at }];
    }),
  ];
}

/** Unpinned tags that the mirror manifest wants, and those that its selections gave when they were locked. */
function wantedTags({ file, lock }: TrustedFiles): ReadonlyMap<string, Position> {
  const wanted = new Map<string, Position>();
  for (const { source, wants, select } of file?.images ?? []) {
    const name = formatSource(source);
    for (const want of wants) {
      if (want.kind === 'tag' && want.pin === null) wanted.set(`${name}:${want.tag}`, want.at);
    }
    for (const tag of select === null ? [] : (lock?.selections.get(name)?.tags ?? [])) {
      if (!wanted.has(`${name}:${tag}`))
        wanted.set(`${name}:${tag}`, select?.at ?? { file: '', line: 1, column: 1 });
    }
  }
  return wanted;
}
