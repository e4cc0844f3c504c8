/** What a repair has to tell: what was mended and from where, what stays damaged and whose turn it is. Pure. */
import type { MirrorError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import { formatBytes } from '../../quantities.ts';
import { findingsOfWalks } from './findings.ts';
import type { Repaired, RepairedStep } from './repair.ts';
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
  const tries = triesByKey(steps);
  return [
    ...still.map((one) =>
      isDamage(one) && !isMissingReferrer(one) ? withTry(one, tries.get(keyOf(one))) : one,
    ),
    ...gone.map((one) => mendedNote(one, mended.of(one.mirror ?? '', one.digest ?? ''))),
  ];
}

type Try = Pick<RepairedStep, 'isWalkedAgain' | 'obstacle'>;

/** Of several steps with the same fault, one that met an obstacle explains it. */
function triesByKey(steps: readonly RepairedStep[]): ReadonlyMap<string, Try> {
  const tries = new Map<string, Try>();
  for (const step of steps) {
    for (const key of findingsOfWalks([step.before]).map(keyOf)) {
      const known = tries.get(key);
      if (known === undefined || (known.obstacle === null && step.obstacle !== null)) tries.set(key, step);
    }
  }
  return tries;
}

function withTry(one: Finding, tried: Try | undefined): Finding {
  if (tried === undefined) return one;
  if (tried.obstacle !== null) return notBrought(one, tried.obstacle);
  return tried.isWalkedAgain ? damagedAtRest(one) : one;
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

function notBrought(one: Finding, { message, fix }: MirrorError): Finding {
  const why = fix === undefined ? '' : `: ${fix}`;
  return {
    ...one,
    message: `${one.message}; it could not be brought: ${message}`,
    help: `The repair changed nothing of it${why}. Mend that and run verify --repair again.`,
  };
}

function damagedAtRest(one: Finding): Finding {
  const hex = (one.digest ?? '').split(':')[1] ?? '';
  return {
    ...one,
    message: `${one.message}; it was brought again and is still so`,
    help: `The registry took the content and still does not serve it: its stored file is damaged at rest. Its operator has to delete the data of ${one.digest} from the storage (with distribution: blobs/sha256/${hex.slice(0, 2)}/${hex}/data) and restart the registry if it caches descriptors; then run verify --repair again.`,
  };
}
