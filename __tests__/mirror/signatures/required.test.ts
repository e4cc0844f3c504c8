/** Which of the referrers that a mirror lacks are errors there. */
import { expect, test } from '@jest/globals';
import type { CarriedReferrer } from '../../../src/mirror/referrers/carried.ts';
import { requiredBy } from '../../../src/mirror/signatures/required.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { manifest, SOURCE } from '../world.ts';

const root = digestOf(Buffer.from('root'));
const SLSA = 'https://slsa.dev/provenance/v1';

const signature: CarriedReferrer = {
  subject: root,
  digest: digestOf(Buffer.from('signature')),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  kind: 'signature',
  predicateType: null,
  size: 1,
  manifestSize: 1,
  foundBy: 'api',
  tag: null,
};
const provenance: CarriedReferrer = { ...signature, kind: 'provenance', predicateType: SLSA };
const unread: CarriedReferrer = { ...signature, kind: 'other', artifactType: '' };
const attested: CarriedReferrer = { ...unread, foundBy: 'cosign-tag', tag: 'sha256-0.att' as Tag };

function isRequired(image: string, require: string, name = `${SOURCE}/acme/app:1`) {
  const policy = `{ image: "${image}", signedBy: [{ key: a.pub }], require: [${require}] }`;
  const text = `signatures:\n  policies:\n    - ${policy}\n`;
  const { signatures } = manifest(['eu'], `  - "${SOURCE}/acme/app:1"`, text);
  const repository = `${SOURCE}/acme/app`;
  return (referrer: CarriedReferrer) =>
    requiredBy(signatures)({ repository, root, platforms: null, name }, referrer);
}

test.each([
  ['a signature is demanded', 'signature', [true, false, false, false]],
  ['provenance is demanded: what was not read may be it', SLSA, [true, true, false, true]],
  ['both are demanded', `signature, "${SLSA}"`, [true, true, false, true]],
])('%s', (_what, require, wanted) => {
  const ask = isRequired(`${SOURCE}/acme/**`, require);
  expect([signature, provenance, unread, attested].map(ask)).toEqual(wanted);
});

test('a policy speaks of the images that it matches, with and without their tag, and of no child of them', () => {
  expect(isRequired(`${SOURCE}/acme/app:1`, 'signature')(signature)).toBe(true);
  expect(isRequired(`${SOURCE}/acme/app:2`, 'signature')(signature)).toBe(false);
  expect(isRequired(`${SOURCE}/acme/app:1`, 'signature', `${SOURCE}/acme/app@${root}`)(signature)).toBe(
    false,
  );
  expect(isRequired(`${SOURCE}/other/**`, 'signature')(signature)).toBe(false);
  const ofChild = { ...signature, subject: digestOf(Buffer.from('child')) };
  expect(isRequired(`${SOURCE}/acme/**`, 'signature')(ofChild)).toBe(false);
});

test('without policies nothing is required', () => {
  const image = { repository: SOURCE, root, platforms: null, name: SOURCE };
  expect(requiredBy(null)(image, signature)).toBe(false);
});
