/** Verdicts that refuse, as findings. */
import { formatDemand } from '../files/signatures.ts';
import { type Finding, finding } from '../finding.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import { describePassedOver, describeRefused, outside } from './describe-failure.ts';
import type { Verdict } from './verdict.ts';

/** What was looked at: an image at its source, or on a mirror. */
export interface VerifiedPlace {
  /** Canonical source, `docker.io/library/redis:7.4`. */
  readonly source: string;
  readonly digest: Digest;
  /** Null at the source. */
  readonly mirror: { readonly name: string; readonly target: string } | null;
}

const MOST_REASONS = 3;

/** `signature-missing` or `signature-invalid` for every demand that is not met. */
export function signatureFindings(verdicts: readonly Verdict[], place: VerifiedPlace): readonly Finding[] {
  return verdicts.flatMap((verdict) => {
    switch (verdict.kind) {
      case 'verified':
        return [];
      case 'missing':
        return [missingFinding(verdict, place)];
      default:
        return [invalidFinding(verdict, place)];
    }
  });
}

function missingFinding(verdict: Extract<Verdict, { kind: 'missing' }>, place: VerifiedPlace): Finding {
  const { policy, demand, others } = verdict;
  const there = others.length === 0 ? '' : `; there is ${outside(others.join(', '))}`;
  const what = formatDemand(demand);
  return finding('signature-missing', {
    message: `${nameOf(place)} lacks ${what} that ${wordsOf(policy)} requires${there}`,
    help:
      place.mirror === null
        ? 'Ask its publisher to sign this digest, or pin one that is signed; if it never was signed, the policy asks for too much.'
        : 'Run sync, which copies signatures with their image (referrers: copy); if the source has none either, ask its publisher.',
    ...factsOf(place),
    at: policy.at,
  });
}

function invalidFinding(verdict: Extract<Verdict, { kind: 'invalid' }>, place: VerifiedPlace): Finding {
  const { policy, demand, refused, passedOver } = verdict;
  const reasons = [...refused.map(describeRefused), ...passedOver.map(describePassedOver)];
  const more = reasons.length > MOST_REASONS ? `; and ${reasons.length - MOST_REASONS} more` : '';
  return finding('signature-invalid', {
    message: `${nameOf(place)}: nothing counts as ${formatDemand(demand)} for ${wordsOf(policy)}: ${reasons.slice(0, MOST_REASONS).join('; ')}${more}`,
    help: helpFor(verdict),
    ...factsOf(place),
    at: policy.at,
  });
}

/** Who signed is a question for a person; everything else is a fault of what was signed. */
function helpFor({ refused, passedOver }: Extract<Verdict, { kind: 'invalid' }>): string {
  const kinds = new Set(refused.map(({ failure }) => failure.kind));
  if (kinds.has('other-signer') || kinds.has('other-key')) {
    return 'Do not use the image until its publisher confirms who signs it; only then change signedBy.';
  }
  if (kinds.has('not-logged')) {
    return 'Ask its publisher to sign with a transparency log; for a key of your own, log: ignored does without.';
  }
  if (passedOver.length > 0 && refused.length === 0) {
    return 'Delete what does not belong to the image, or ask its publisher to attach less.';
  }
  return 'Do not use the image: ask its publisher to sign this digest again, and find out who put this beside it.';
}

function nameOf({ source, digest, mirror }: VerifiedPlace): string {
  const name = mirror === null ? source : mirror.target;
  return name.includes('@') ? name : `${name}@${shortDigest(digest)}`;
}

function wordsOf({ image, at }: Verdict['policy']): string {
  return `the policy for ${outside(image.source)} (line ${at.line})`;
}

function factsOf({
  source,
  digest,
  mirror,
}: VerifiedPlace): Pick<Finding, 'source' | 'digest' | 'mirror' | 'target'> {
  return { source, digest, ...(mirror !== null && { mirror: mirror.name, target: mirror.target }) };
}
