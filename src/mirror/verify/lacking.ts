/** What mirrors lack of the referrers that belong to an image: compared with each other, and with what is remembered of the source. Pure. */
import { describeError } from '../../errors.ts';
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import type { RunContext } from '../context.ts';
import type { Carried, CarriedKey, CarriedReferrer } from '../referrers/carried.ts';
import { lackingIn, unionOf } from '../referrers/compare.ts';
import type { Row } from '../row.ts';
import type { VerifiedStep } from './verified-step.ts';

const NAMED = 5;

/** `verified` with what each mirror lacks; rows that do not ask for referrers lack none. */
export function withLacking(
  verified: readonly VerifiedStep[],
  { carried, isReferrerRequired }: Pick<RunContext, 'carried' | 'isReferrerRequired'>,
): readonly VerifiedStep[] {
  const expected = new Map<string, readonly CarriedReferrer[]>();
  const byImage = Map.groupBy(verified, imageOf);
  for (const [image, ofImage] of byImage) {
    const [first] = ofImage;
    if (first === undefined) continue;
    const remembered = carriedOf(first, carried)?.referrers ?? [];
    const lists = ofImage.map(({ referrers }) => referrers?.listed ?? []);
    expected.set(image, unionOf([remembered, ...lists]));
  }
  return verified.map((one) => {
    const { referrers } = one;
    const key = keyOf(one);
    if (referrers === undefined || referrers === null || key === null) return one;
    const belongs = expected.get(imageOf(one)) ?? [];
    const lacking = referrers.unread === null ? lackingIn(referrers.listed, belongs) : [];
    const image = { ...key, name: one.outcome.step.row.name };
    const lacksRequired = lacking.some((each) => isReferrerRequired?.(image, each) ?? false);
    return { ...one, expected: belongs, lacking, lacksRequired };
  });
}

export function lackingFindings(verified: readonly VerifiedStep[]): readonly Finding[] {
  return [...verified.flatMap((one) => lackingFinding(one) ?? []), ...verified.flatMap(unreadFinding)];
}

/** The one finding of `row` on `mirror`, wherever it is found that something is missing there. */
export function missingFinding(
  { row, mirror, target, address, isRequired }: MissingAt,
  lacking: readonly CarriedReferrer[],
): Finding {
  const names = lacking
    .slice(0, NAMED)
    .map(({ kind, digest, tag }) => `${kind} ${tag ?? shortDigest(digest)}`);
  const more = lacking.length > names.length ? ` and ${lacking.length - names.length} more` : '';
  return finding('referrer-missing', {
    ...(isRequired ? { severity: 'error' as const } : {}),
    message: `${target} lacks ${formatCount(lacking.length, 'referrer')} of ${row.name}: ${names.join(', ')}${more}`,
    help: 'Nodes and policies that verify signatures do not find them on this mirror. Run sync, or verify --repair.',
    source: row.name,
    mirror,
    target: address,
    ...(row.wanted === null ? {} : { digest: row.wanted }),
    affects: lacking.map(({ digest, tag }) => tag ?? digest),
    affectedCount: lacking.length,
    at: row.at,
  });
}

export interface MissingAt {
  readonly row: Row;
  readonly mirror: string;
  /** The repository on the mirror. */
  readonly target: string;
  readonly address: string;
  /** Whether a signature policy needs some of them. */
  readonly isRequired: boolean;
}

function lackingFinding({
  outcome: { step },
  lacking = [],
  lacksRequired = false,
}: VerifiedStep): Finding | null {
  if (lacking.length === 0) return null;
  const { row, cell } = step;
  const place = { mirror: cell.mirror.name, target: cell.target.name, address: cell.address };
  return missingFinding({ row, ...place, isRequired: lacksRequired }, lacking);
}

function unreadFinding({ outcome: { step }, referrers }: VerifiedStep): Finding[] {
  const unread = referrers?.unread ?? null;
  if (unread === null) return [];
  const { row, cell } = step;
  return [
    finding('referrers-unreadable', {
      severity: 'warning',
      message: `${cell.target.name} does not say what refers to ${row.name}: ${describeError(unread)}`,
      help: 'Whether signatures are missing there is not known. Look at the registry, and run again.',
      source: row.name,
      mirror: cell.mirror.name,
      target: cell.address,
      at: row.at,
    }),
  ];
}

/** Rows that are the same image of the same source. */
function imageOf(one: VerifiedStep): string {
  const { repository, root, platforms } = keyOf(one) ?? {};
  return `${repository} ${root} ${JSON.stringify(platforms)}`;
}

function carriedOf(one: VerifiedStep, carried: RunContext['carried']): Carried | null {
  const key = keyOf(one);
  return key === null ? null : carried.get(key);
}

/** Null: nothing was walked. */
function keyOf({ outcome: { step }, walk }: VerifiedStep): CarriedKey | null {
  const { repository, platforms } = step.row;
  return walk === null ? null : { repository, root: walk.root, platforms };
}
