/** What a repair has to tell: what was mended and from where, what stays damaged and whose turn it is. Pure. */
import type { Finding } from '../../finding.ts';
import { formatBytes } from '../../quantities.ts';
import { findingsOfWalks } from './findings.ts';
import type { Repaired } from './repair.ts';
import { isMendable } from './repair-plan.ts';
import type { VerifiedStep } from './verified-step.ts';

/** Findings of a run with `--repair`: `verified` is what the first walks found. */
export function findingsWithRepairs(
  verified: readonly VerifiedStep[],
  { steps, mended }: Repaired,
): readonly Finding[] {
  const after = new Map(steps.map((one) => [one.before, one.after]));
  const still = findingsOfWalks(verified.map((one) => after.get(one) ?? one));
  const stillThere = new Set(still.map(keyOf));
  const gone = findingsOfWalks(steps.map(({ before }) => before)).filter(
    (one) => isDamage(one) && !stillThere.has(keyOf(one)),
  );
  const tried = new Set(steps.flatMap(({ before }) => findingsOfWalks([before]).map(keyOf)));
  return [
    ...still.map((one) =>
      isDamage(one) && !isMissingReferrer(one) && tried.has(keyOf(one)) ? damagedAtRest(one) : one,
    ),
    ...gone.map((one) => mendedNote(one, mended.of(one.mirror ?? '', one.digest ?? ''))),
  ];
}

/** A mirror has one registry: what is lost there is lost for all of its repositories. */
function keyOf({ rule, mirror, digest }: Finding): string {
  return `${rule} ${mirror} ${digest}`;
}

function isDamage(one: Finding): boolean {
  const { rule, mirror } = one;
  return (
    mirror !== undefined &&
    (isMissingReferrer(one) || (/^(blob|manifest)-/.test(rule) && isMendable({ rule })))
  );
}

function isMissingReferrer({ rule }: Finding): boolean {
  return rule === 'referrer-missing';
}

function mendedNote(
  one: Finding,
  repaired: { readonly from: string; readonly bytes: number } | null,
): Finding {
  const from = repaired?.from ?? 'the work on another image';
  const bytes = repaired?.bytes ?? 0;
  return {
    ...one,
    severity: 'note',
    message: `${one.message}; mended from ${from} (${formatBytes(bytes)})`,
    help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
    repaired: { from, bytes },
  };
}

function damagedAtRest(one: Finding): Finding {
  const hex = (one.digest ?? '').split(':')[1] ?? '';
  return {
    ...one,
    message: `${one.message}; after a repair it is still so`,
    help: `If the registry took the content and serves it damaged all the same, its stored file is damaged at rest: its operator has to delete the data of ${one.digest} from the storage (with distribution: blobs/sha256/${hex.slice(0, 2)}/${hex}/data) and restart the registry if it caches descriptors; then run verify --repair again. If nothing could be brought, the reason stands at the image.`,
  };
}
