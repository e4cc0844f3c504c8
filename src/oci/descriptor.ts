/** Descriptors: the only currency in which content moves. */
import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';

/** What a blob or manifest is (image-spec descriptor.md). `size` is in bytes, an integer from 0 to 2^53-1. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  /** Foreign locations. Never fetched; kept to recognise foreign layers. */
  readonly urls?: readonly string[];
}
