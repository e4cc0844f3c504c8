/** Why the content of a layer cannot be had from its bytes. */

export type UndecodableReason =
  | 'corrupt' // the compressed data contradicts itself or its checksums
  | 'truncated' // it ends inside of a gzip member or zstd frame
  | 'trailing-garbage' // bytes follow that belong to no member or frame
  | 'unsupported-compression' // bzip2, xz: not allowed by the image spec
  | 'window-too-large' // a zstd frame that needs more memory than decoders grant
  | 'dictionary' // a zstd frame that needs a dictionary which images cannot carry
  | 'too-large' // it expands beyond the limit
  | 'too-many-frames'; // it is chopped into more zstd frames than any writer makes

/** Thrown among the decoders and made a value where they end; nothing else sees it. */
export class Undecodable extends Error {
  readonly reason: UndecodableReason;

  constructor(reason: UndecodableReason, why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
    this.name = 'Undecodable';
    this.reason = reason;
  }
}
