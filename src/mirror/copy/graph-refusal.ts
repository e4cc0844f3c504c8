/** Why a graph is not one that can be mirrored. */
import { MirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { RawManifest } from '../../oci/store.ts';
import { CopyFailure } from './failure.ts';

/** Stores look at the size, too; what was read for another who names it has been held against that one's size. */
export function wrongSize({ descriptor, bytes }: RawManifest, statedBytes: number): CopyFailure {
  const why = `${shortDigest(descriptor.digest)} has ${bytes.length} bytes where the index that names it says ${statedBytes}`;
  return new CopyFailure('source', new MirrorError('size-mismatch', why), 'manifest-size-mismatch');
}

export function refuse(digest: Digest, rule: Rule, why: string): CopyFailure {
  return new CopyFailure('source', new MirrorError('unsupported', `${shortDigest(digest)}: ${why}`), rule);
}

export function missing(index: Digest, platforms: readonly Platform[]): CopyFailure {
  const names = platforms.map(formatPlatform).join(', ');
  const fix = 'take the platform out of platforms, or want a digest that has it';
  return new CopyFailure(
    'source',
    new MirrorError('not-found', `the index ${shortDigest(index)} has no image for ${names}`, { fix }),
    'manifest-missing',
  );
}
