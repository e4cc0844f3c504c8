/** Why a candidate does not count, in words. Everything in it that came from outside is made visible and cut. */
import { assertNever } from '../errors.ts';
import { shortDigest } from '../oci/digest.ts';
import { formatBytes, formatCount } from '../quantities.ts';
import { cutText, makeVisible } from '../visible.ts';
import type { EvidenceForm, PassedOver } from './material.ts';
import type { RefusedCandidate, SignatureFailure, SignedBy } from './verdict.ts';

const LONGEST_OUTSIDE_TEXT = 160;

const FORMS: Readonly<Record<EvidenceForm, string>> = {
  bundle: 'bundle',
  'cosign-signature': 'cosign signature',
  'cosign-attestation': 'cosign attestation',
};

/** `bundle sha256:1a2b3c4d5e6f is about sha256:… instead`. */
export function describeRefused({ evidence, failure }: RefusedCandidate): string {
  return `${FORMS[evidence.form]} ${shortDigest(evidence.blob)} ${describeFailure(failure)}`;
}

export function describePassedOver(passed: PassedOver): string {
  switch (passed.kind) {
    case 'too-large':
      return `${FORMS[passed.evidence.form]} ${shortDigest(passed.evidence.blob)} has ${formatBytes(passed.sizeBytes)} and was not read`;
    case 'damaged':
      return `${FORMS[passed.evidence.form]} ${shortDigest(passed.evidence.blob)} is missing or damaged`;
    case 'unserved':
      return `the manifest ${shortDigest(passed.manifest)} is listed beside it and cannot be served`;
    case 'too-many':
      return `${formatCount(passed.count, 'further one')} ${passed.count === 1 ? 'was' : 'were'} not read: there are too many`;
    default:
      return assertNever(passed);
  }
}

/** `https://github.com/… (issuer https://token.actions…)`, or `the key keys/acme.pub`. */
export function formatSignedBy(by: SignedBy): string {
  return by.kind === 'key'
    ? `the key ${outside(by.path)}`
    : `${outside(by.subject)} (issuer ${outside(by.issuer)})`;
}

/** Text from outside, on one line and of bounded length. */
export function outside(text: string): string {
  return cutText(makeVisible(text), LONGEST_OUTSIDE_TEXT);
}

function describeFailure(failure: SignatureFailure): string {
  switch (failure.kind) {
    case 'unreadable':
      return `cannot be read: ${outside(failure.why)}`;
    case 'unsupported':
      return `is of a kind that is not supported: ${outside(failure.why)}`;
    case 'other-subject':
      return `is about ${failure.claimed.length === 0 ? 'no digest' : outside(failure.claimed.join(', '))} instead`;
    case 'not-logged':
      return 'has no entry of a transparency log';
    case 'log':
      return `has an entry of a transparency log that does not fit: ${outside(failure.why)}`;
    case 'timestamp':
      return `has no time that a trusted clock vouches for: ${outside(failure.why)}`;
    case 'certificate':
      return `has a certificate that is not trusted: ${outside(failure.why)}`;
    case 'signature':
      return `has a signature that does not fit: ${outside(failure.why)}`;
    case 'other-signer':
      return `was signed by ${formatSignedBy(failure.by)}, whom the policy does not name`;
    case 'other-key':
      return `fits no key of the policy: ${outside(failure.why)}`;
    default:
      return assertNever(failure);
  }
}
