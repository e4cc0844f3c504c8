/** The shape of `signatures:` in the mirror manifest. What its texts mean is read afterwards (`read-signatures.ts`). */
import { z } from 'zod';

function text(description: string, examples: string[] = []) {
  return z.string().meta(examples.length === 0 ? { description } : { description, examples });
}

const signer = z
  .strictObject({
    issuer: text('Who vouched for the identity: the exact URL of the OpenID Connect issuer.', [
      'https://token.actions.githubusercontent.com',
    ]).optional(),
    subject: text('The exact identity: the URL of a workflow at a ref, or an e-mail address.', [
      'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main',
    ]).optional(),
    subjectPattern: text('RE2 pattern for the identity, from ^ to $; it must match the whole of it.', [
      '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$',
    ]).optional(),
    key: text('PEM file with a public key, relative to this file, instead of an identity.', [
      'keys/acme.pub',
    ]).optional(),
    log: z
      .enum(['required', 'ignored'])
      .meta({
        description: 'Only with key: whether the signature must be in a transparency log.',
        default: 'required',
      })
      .optional(),
  })
  .describe('One signer: issuer with subject or subjectPattern, or a key.');

const policy = z
  .strictObject({
    image: text('Glob over host/repository[:tag] of the source; * stops at /, ** does not.', [
      'ghcr.io/acme/**',
    ]),
    signedBy: z.array(signer).min(1).describe('Who may have signed; any one of them will do.'),
    require: z
      .array(text('signature, or the predicate type of an attestation.', ['https://slsa.dev/provenance/v1']))
      .min(1)
      .describe('What has to be there, each signed by one of signedBy. Default: signature.')
      .optional(),
  })
  .describe('What images must carry. Every policy that matches an image has to be met.');

export const signaturesSchema = z
  .strictObject({
    trustedRoot: text(
      "JSON file with the trust root (trusted_root.json), relative to this file. Default: sigstore's public one, fetched by TUF.",
    ).optional(),
    policies: z.array(policy).min(1).describe('What images must carry.'),
  })
  .describe('Whose signatures images must carry; without it none is asked for.');

export type SignaturesShape = z.infer<typeof signaturesSchema>;
