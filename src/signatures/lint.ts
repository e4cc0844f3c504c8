/** Policies that are right and yet not what anybody means. Asks nobody anything. */
import type { Image, MirrorFile } from '../files/mirrorfile.ts';
import type { AllowedSigner, SignaturePolicy, Signatures } from '../files/signatures.ts';
import { formatSource } from '../files/source.ts';
import { type Finding, finding } from '../finding.ts';
import { formatRepository } from '../oci/reference.ts';
import { formatCount } from '../quantities.ts';
import { outside } from './describe-failure.ts';
import { whyBroad } from './subject-breadth.ts';

type Linted = Pick<MirrorFile, 'images' | 'signatures'>;

/** Every finding about `signatures:` of a mirror manifest that could be read; none where it has no policies. */
export function lintSignatures({ images, signatures }: Linted): readonly Finding[] {
  if (signatures === null) return [];
  return [
    ...signatures.policies.flatMap((policy) => [
      ...unusedPolicy(policy, images),
      ...policy.signedBy.flatMap((signer) => [
        ...broadSigner(signer),
        ...unmeetableSigner(signer),
        ...unloggedKey(signer),
      ]),
    ]),
    ...uncoveredImages(images, signatures),
    ...uncopiedSignatures(images, signatures),
  ];
}

function unusedPolicy(policy: SignaturePolicy, images: readonly Image[]): readonly Finding[] {
  if (images.some((image) => mayCover(policy, image))) return [];
  return [
    finding('signature-policy-unused', {
      message: `the policy for ${outside(policy.image.source)} matches no image of this mirror manifest`,
      help: 'The glob is matched against the whole canonical name of the source, such as docker.io/library/redis:7.4; * stops at /.',
      at: policy.at,
    }),
  ];
}

function broadSigner(signer: AllowedSigner): readonly Finding[] {
  if (signer.kind !== 'keyless' || signer.subject.kind !== 'pattern') return [];
  const { source } = signer.subject.pattern;
  const why = whyBroad(source);
  if (why === null) return [];
  return [
    finding('signature-policy-broad', {
      message: `subjectPattern ${outside(source)} lets strangers sign: ${why}`,
      help: 'Write out scheme, host and owner, each dot as \\. and a / after the owner, such as ^https://github\\.com/acme/.',
      at: signer.at,
    }),
  ];
}

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const GITHUB_WORKFLOW = /^https:\/\/github\.com\/[^/]+\/[^/]+\/\.github\/workflows\/[^@]+@.+$/;

/** The subjects of one well-known issuer have one form: any other exact subject is a slip. */
function unmeetableSigner(signer: AllowedSigner): readonly Finding[] {
  if (signer.kind !== 'keyless' || signer.subject.kind !== 'exact') return [];
  const { value } = signer.subject;
  if (signer.issuer.replace(/\/+$/, '') !== GITHUB_ISSUER) return [];
  if (signer.issuer === GITHUB_ISSUER && GITHUB_WORKFLOW.test(value)) return [];
  const what =
    signer.issuer === GITHUB_ISSUER
      ? `GitHub Actions never signs as ${outside(value)}`
      : `the issuer of GitHub Actions has no slash at its end`;
  return [
    finding('signature-policy-unmeetable', {
      message: `no signature can meet this: ${what}`,
      help: `Write issuer ${GITHUB_ISSUER} and a subject such as https://github.com/OWNER/REPO/.github/workflows/FILE@refs/heads/main.`,
      at: signer.at,
    }),
  ];
}

function unloggedKey(signer: AllowedSigner): readonly Finding[] {
  if (signer.kind !== 'key' || signer.log === 'required') return [];
  return [
    finding('signature-policy-unlogged', {
      message: `signatures of the key ${outside(signer.path)} need not be in a transparency log`,
      help: 'Whoever copies the key can sign unseen. Remove log: ignored if its signatures are logged.',
      at: signer.at,
    }),
  ];
}

function uncoveredImages(images: readonly Image[], signatures: Signatures): readonly Finding[] {
  const uncovered = images.filter((image) => !signatures.policies.some((policy) => mayCover(policy, image)));
  if (uncovered.length === 0) return [];
  return [
    finding('signature-policy-uncovered', {
      message: `${formatCount(uncovered.length, 'image')} of this mirror manifest ${uncovered.length === 1 ? 'needs' : 'need'} no signature: no policy matches`,
      help: 'Add a policy where the publisher signs.',
      affects: uncovered.map(({ source }) => formatSource(source)),
      affectedCount: uncovered.length,
      at: signatures.at,
    }),
  ];
}

/** Mirrors without signatures fail every node, and every verify, that asks for them. */
function uncopiedSignatures(images: readonly Image[], { policies }: Signatures): readonly Finding[] {
  return images
    .filter((image) => image.referrers !== 'copy' && policies.some((policy) => mayCover(policy, image)))
    .map((image) =>
      finding('signature-policy-uncopied', {
        message: `${formatSource(image.source)} must be signed, and its signatures are not copied (referrers: ${image.referrers})`,
        help: 'Remove referrers from it, so that they are copied: nodes that verify would refuse the copy.',
        source: formatSource(image.source),
        at: image.at,
      }),
    );
}

/** Whether some tag of the image is covered. Tags that only a selection will know count as covered by any glob of theirs. */
function mayCover({ image: glob }: SignaturePolicy, { source, wants, select }: Image): boolean {
  const name = source.kind === 'registry' ? formatRepository(source) : `oci:${source.directory}`;
  if (glob.matches(name)) return true;
  const tags = wants.flatMap((want) => (want.kind === 'digest' || want.tag === null ? [] : [want.tag]));
  return (
    tags.some((tag) => glob.matches(`${name}:${tag}`)) || (select !== null && maySelect(glob.source, name))
  );
}

function maySelect(glob: string, name: string): boolean {
  const start = /^[^*?]*/.exec(glob)?.[0] ?? '';
  return start.startsWith(`${name}:`) || (start.length < glob.length && `${name}:`.startsWith(start));
}
