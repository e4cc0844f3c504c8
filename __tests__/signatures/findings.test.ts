import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../src/oci/digest.ts';
import { signatureFindings, type VerifiedPlace } from '../../src/signatures/findings.ts';
import type { SignatureFailure, Verdict } from '../../src/signatures/verdict.ts';
import { keyless, policy } from './judging.ts';
import { IMAGE, OTHER_IMAGE, SLSA } from './signing-kit.ts';

const atSource: VerifiedPlace = { source: 'ghcr.io/acme/app:1', digest: IMAGE, mirror: null };
const onMirror: VerifiedPlace = { ...atSource, mirror: { name: 'eu', target: 'eu.example.com/acme/app:1' } };
const asked = {
  policy: policy([keyless()], ['signature'], 'ghcr.io/acme/**'),
  demand: { kind: 'signature' },
} as const;
const evidence = {
  form: 'bundle',
  blob: digestOf(Buffer.from('b')),
  manifest: digestOf(Buffer.from('m')),
} as const;

function invalid(...failures: readonly SignatureFailure[]): Verdict {
  return {
    kind: 'invalid',
    ...asked,
    refused: failures.map((failure) => ({ evidence, failure })),
    passedOver: [],
  };
}

test('what is verified is no finding', () => {
  const by = { kind: 'key', path: 'k.pub' } as const;
  expect(
    signatureFindings([{ kind: 'verified', ...asked, by, signedAtMs: null, evidence }], atSource),
  ).toEqual([]);
});

describe('signature-missing', () => {
  test('at the source', () => {
    const demand = { kind: 'attestation', predicateType: SLSA } as const;
    const [told] = signatureFindings(
      [{ kind: 'missing', ...asked, demand, others: ['signature'] }],
      atSource,
    );
    expect(told).toMatchObject({
      rule: 'signature-missing',
      severity: 'error',
      source: atSource.source,
      digest: IMAGE,
    });
    expect(told).toMatchObject({ at: { file: 'mirror.yaml', line: 7 } });
    for (const part of [IMAGE.slice(0, 19), SLSA, 'ghcr.io/acme/**', 'line 7', 'there is signature']) {
      expect(told?.message).toContain(part);
    }
    expect(told).not.toHaveProperty('mirror');
  });

  test('on a mirror', () => {
    const [told] = signatureFindings([{ kind: 'missing', ...asked, others: [] }], onMirror);
    expect(told).toMatchObject({ mirror: 'eu', target: 'eu.example.com/acme/app:1' });
    expect(told?.help).toContain('sync');
  });
});

describe('signature-invalid', () => {
  test.each<[SignatureFailure, string, string]>([
    [{ kind: 'unreadable', why: 'it is not valid JSON' }, 'cannot be read', 'again'],
    [{ kind: 'unsupported', why: 'an envelope of x' }, 'not supported', 'again'],
    [{ kind: 'other-subject', claimed: [OTHER_IMAGE] }, OTHER_IMAGE.slice(0, 19), 'again'],
    [{ kind: 'other-subject', claimed: [] }, 'no digest', 'again'],
    [{ kind: 'not-logged' }, 'no entry', 'log: ignored'],
    [{ kind: 'log', why: 'x' }, 'does not fit', 'again'],
    [{ kind: 'timestamp', why: 'x' }, 'trusted clock', 'again'],
    [{ kind: 'certificate', why: 'x' }, 'not trusted', 'again'],
    [{ kind: 'signature', why: 'x' }, 'does not fit', 'again'],
    [
      { kind: 'other-signer', by: { kind: 'keyless', issuer: 'https://i.example', subject: 'a@b' } },
      'a@b',
      'confirms',
    ],
    [{ kind: 'other-key', why: 'x' }, 'no key of the policy', 'confirms'],
  ])('%j', (failure, words, help) => {
    const [told] = signatureFindings([invalid(failure)], atSource);
    expect(told).toMatchObject({ rule: 'signature-invalid', severity: 'error' });
    expect(told?.message).toContain(words);
    expect(told?.help).toContain(help);
  });

  test('what was not read is told', () => {
    const passedOver = [
      { kind: 'too-many', count: 2 },
      { kind: 'too-large', evidence, sizeBytes: 5 * 1024 * 1024 },
      { kind: 'damaged', evidence },
    ] as const;
    const [told] = signatureFindings([{ kind: 'invalid', ...asked, refused: [], passedOver }], atSource);
    for (const part of ['2 further ones were not read', '5.0 MiB', 'missing or damaged'])
      expect(told?.message).toContain(part);
  });

  test('fifty reasons are three and a count', () => {
    const [told] = signatureFindings(
      [invalid(...Array<SignatureFailure>(50).fill({ kind: 'not-logged' }))],
      atSource,
    );
    expect(told?.message).toContain('and 47 more');
  });

  test('no text of a stranger hides, breaks the line or has no end', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.constantFrom('\u202egpj.exe', '\x1b[2J', '::error::pwned\n', 'a\u0000b', '\u{e0041}'),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const by = { kind: 'keyless', issuer: text, subject: text } as const;
        const found = signatureFindings(
          [
            invalid(
              { kind: 'unreadable', why: text },
              { kind: 'other-subject', claimed: [text] },
              { kind: 'other-signer', by },
            ),
            { kind: 'missing', ...asked, others: [text] },
          ],
          atSource,
        );
        for (const { message } of found) {
          expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          expect(message.length).toBeLessThan(2000);
        }
      }),
    );
  });
});
