import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEPTHS,
  type Proof,
  type ProofSubject,
  Proofs,
  proofCounts,
  proofKey,
  type Recheck,
  whyStillDamaged,
} from '../../src/mirror/proofs.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestNumber } from '../fakes/report.ts';

const subject: ProofSubject = {
  origin: 'https://eu.example.com',
  repository: 'mirror/library/redis',
  root: digestNumber(1) as Digest,
  platforms: null,
};
const WEEK = 7 * 86_400_000;
const AMD64 = { os: 'linux', architecture: 'amd64' };
const ARM64 = { os: 'linux', architecture: 'arm64' };

describe('a proof is filed under', () => {
  test.each([
    ['another origin', { origin: 'http://eu.example.com' }],
    ['another repository', { repository: 'mirror/library/redis2' }],
    ['another root', { root: digestNumber(2) as Digest }],
    ['other platforms', { platforms: [AMD64] }],
    ['what refers to it', { of: 'referrers' as const }],
  ])('%s is another place', (_name, other) => {
    expect(proofKey({ ...subject, ...other })).not.toBe(proofKey(subject));
    const proofs = new Proofs();
    proofs.prove(subject, 'probe', 1);
    expect(proofs.get({ ...subject, ...other })).toBeNull();
  });

  // Files of earlier runs hold them.
  test('keys that do not change', () => {
    const place = `https://eu.example.com mirror/library/redis ${subject.root}`;
    expect(proofKey(subject)).toBe(`${place} *`);
    expect(proofKey({ ...subject, platforms: [ARM64, AMD64] })).toBe(`${place} linux/amd64,linux/arm64`);
    expect(proofKey({ ...subject, of: 'referrers' })).toBe(`${place} * referrers`);
    expect(proofKey({ ...subject, of: 'referrer-lists' })).toBe(`${place} * referrer-lists`);
  });

  test('the order of platforms does not matter', () => {
    const [one, other] = [
      [AMD64, ARM64],
      [ARM64, AMD64],
    ].map((platforms) => proofKey({ ...subject, platforms }));
    expect(one).toBe(other);
  });

  test('an origin with blanks or line ends cannot be taken for another place', () => {
    const key = proofKey({ ...subject, origin: 'oci:/a b\nc' });
    expect(key.split(' ')).toHaveLength(4);
    expect(key).not.toContain('\n');
  });
});

describe('whether a proof still counts', () => {
  const at = (ageMs: number, recheck: Recheck = 'due') => ({
    nowMs: 10 * WEEK + ageMs,
    recheckAfterMs: WEEK,
    recheck,
  });
  const proven: Proof = { kind: 'proven', depth: 'probe', atMs: 10 * WEEK };

  test('it does until three quarters of the time, and never after all of it', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (start) => {
        const root = `sha256:${start.toString(16).padStart(8, '0')}${'0'.repeat(56)}` as Digest;
        expect(proofCounts(proven, root, at(0.75 * WEEK - 1))).toBe(true);
        expect(proofCounts(proven, root, at(WEEK))).toBe(false);
      }),
    );
  });

  test('it does from its own moment on, and up to the moment at which it falls due', () => {
    const first = `sha256:${'0'.repeat(64)}` as Digest;
    const counts = [0, 0.75 * WEEK - 1, 0.75 * WEEK].map((age) => proofCounts(proven, first, at(age)));
    expect(counts).toEqual([true, true, false]);
  });

  test('digests fall due at different moments of the last quarter', () => {
    const roots = Array.from({ length: 64 }, (_, number) => {
      return `sha256:${(number * 4).toString(16).padStart(2, '0')}${'5'.repeat(62)}` as Digest;
    });
    const halfway = roots.filter((root) => proofCounts(proven, root, at(0.875 * WEEK)));
    expect(halfway).toHaveLength(32);
  });

  test('one of the future does not', () => {
    expect(proofCounts(proven, subject.root, at(-1))).toBe(false);
  });

  test('all turns it off, never keeps it at any age', () => {
    expect(proofCounts(proven, subject.root, at(0, 'all'))).toBe(false);
    expect(proofCounts(proven, subject.root, at(50 * WEEK, 'never'))).toBe(true);
  });

  test('damage and bare manifests are no proof, whatever recheck says', () => {
    for (const recheck of ['due', 'all', 'never'] as const) {
      expect(proofCounts({ ...proven, kind: 'damaged' }, subject.root, at(0, recheck))).toBe(false);
      expect(proofCounts({ ...proven, depth: 'manifests' }, subject.root, at(0, recheck))).toBe(false);
      expect(proofCounts(null, subject.root, at(0, recheck))).toBe(false);
    }
  });
});

describe('damage', () => {
  test('outlives every shallower proof and ends with one as deep', () => {
    for (const damaged of DEPTHS)
      for (const walked of DEPTHS) {
        const proofs = new Proofs();
        proofs.prove(subject, 'rootfs', 1);
        proofs.damage(subject, damaged, 2);
        proofs.prove(subject, walked, 3);
        const isDeepEnough = DEPTHS.indexOf(walked) >= DEPTHS.indexOf(damaged);
        expect(proofs.get(subject)?.kind).toBe(isDeepEnough ? 'proven' : 'damaged');
      }
  });

  test('says at which depth and on which day it was found, and what cannot tell', () => {
    const damaged: Proof = { kind: 'damaged', depth: 'content', atMs: Date.UTC(2026, 10, 21, 2) };
    expect(whyStillDamaged(damaged, 'probe')).toMatch(/depth content on 2026-11-21; .* depth probe /);
  });

  test('takes the place of the proof', () => {
    const proofs = new Proofs();
    proofs.prove(subject, 'content', 1);
    proofs.damage(subject, 'probe', 2);
    expect(proofs.get(subject)).toEqual({ kind: 'damaged', depth: 'probe', atMs: 2 });
    proofs.forget(subject);
    expect(proofs.get(subject)).toBeNull();
  });
});

describe('a walk that read manifests only', () => {
  const shallow = (before: (proofs: Proofs) => void): Proof | null => {
    const proofs = new Proofs();
    before(proofs);
    proofs.prove(subject, 'manifests', 2);
    return proofs.get(subject);
  };

  test.each(['exists', 'probe', 'content', 'rootfs'] as const)('leaves a proof at %s', (depth) => {
    expect(shallow((proofs) => proofs.prove(subject, depth, 1))).toEqual({ kind: 'proven', depth, atMs: 1 });
  });

  test('is noted where nothing more was known, and where it was as deep as the damage', () => {
    const noted = { kind: 'proven', depth: 'manifests', atMs: 2 };
    expect(shallow(() => {})).toEqual(noted);
    expect(shallow((proofs) => proofs.prove(subject, 'manifests', 1))).toEqual(noted);
    expect(shallow((proofs) => proofs.damage(subject, 'manifests', 1))).toEqual(noted);
  });
});

test('entries are oldest first, so that the newest are kept where there are too many', () => {
  const proofs = new Proofs();
  proofs.prove(subject, 'probe', 30);
  proofs.prove({ ...subject, repository: 'b' }, 'probe', 10);
  proofs.prove({ ...subject, repository: 'c' }, 'probe', 20);
  expect(proofs.entries().map(([, { atMs }]) => atMs)).toEqual([10, 20, 30]);
});
