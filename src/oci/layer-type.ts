/** What the media type of a layer promises about its content. */
import { DOCKER_LAYER, DOCKER_LAYER_FOREIGN, OCI_LAYER, OCI_LAYER_NONDISTRIBUTABLE } from './media-type.ts';

/** What bytes turned out to be, by their magic numbers. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** `any`: nothing is promised, and whoever unpacks looks at the bytes. */
export type StatedCompression = 'none' | 'gzip' | 'zstd' | 'any';

const TARS: ReadonlySet<string> = new Set([
  OCI_LAYER,
  OCI_LAYER_NONDISTRIBUTABLE,
  DOCKER_LAYER,
  DOCKER_LAYER_FOREIGN,
]);

/**
 * The compression that `mediaType` states. Docker's types without suffix state none: they were written over compressed
 * layers, and runtimes sniff them. OCI's plain tar is taken at its word (containerd unpacks it without looking).
 */
export function statedCompression(mediaType: string): StatedCompression {
  if (isEncryptedLayer(mediaType)) return 'any';
  if (/[+.]gzip$/.test(mediaType)) return 'gzip';
  if (/[+.]zstd$/.test(mediaType)) return 'zstd';
  return mediaType === OCI_LAYER || mediaType === OCI_LAYER_NONDISTRIBUTABLE ? 'none' : 'any';
}

/** Whether a runtime would unpack content of `mediaType` as a layer of a file system; encrypted ones included. */
export function isFilesystemLayer(mediaType: string): boolean {
  return TARS.has(mediaType.replace(/\+encrypted$/, '').replace(/[+.](?:gzip|zstd)$/, ''));
}

/** Whether only the holder of a key can tell what is inside. */
export function isEncryptedLayer(mediaType: string): boolean {
  return mediaType.endsWith('+encrypted');
}

/** How the two contradict each other, or null where `found` is what `stated` allows. */
export function whyCompressionContradicts(stated: StatedCompression, found: Compression): string | null {
  if (stated === 'any' || stated === found) return null;
  return `its media type says ${wordsFor(stated)}, its content is ${wordsFor(found)}`;
}

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

/** A block of bzip2 begins with these six bytes of pi; its three-letter magic alone could begin a file name in a tar. */
const BZIP2_BLOCK = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const BZIP2_BLOCK_AT = 4;

/** What content that begins with `head` is compressed with. `head` has 10 bytes, fewer only where there are no more. */
export function sniffCompression(head: Uint8Array): Compression {
  if (isSkippableMagic(head)) return 'zstd';
  const found = MAGIC.find(([, magic]) => startsWith(head, magic, 0))?.[0] ?? 'none';
  return found === 'bzip2' && !startsWith(head, BZIP2_BLOCK, BZIP2_BLOCK_AT) ? 'none' : found;
}

/** A frame without content, which zstd:chunked and pzstd write (RFC 8878, 3.1.2): 50 to 5f, 2a 4d 18. */
export function isSkippableMagic(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & 0xf0) === 0x50 && startsWith(bytes, [0x2a, 0x4d, 0x18], 1);
}

function startsWith(bytes: Uint8Array, magic: readonly number[], offset: number): boolean {
  return magic.every((byte, index) => bytes[offset + index] === byte);
}

function wordsFor(compression: Compression | StatedCompression): string {
  return compression === 'none' ? 'not compressed' : compression;
}
