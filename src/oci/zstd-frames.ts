/**
 * The frames of a zstd stream, found by walking their headers (RFC 8878, 3.1) without decompressing. Needed because
 * Node's decompressor stops without a word at the first frame that ends inside of what it is given, and because its older
 * versions take a truncated frame for a whole one.
 */
import { assertNever } from '../errors.ts';
import { formatBytes } from '../quantities.ts';
import { isSkippableMagic } from './layer-type.ts';
import { Undecodable } from './undecodable.ts';

export interface ZstdLimits {
  /** Largest window a frame may ask for: what decoding it costs in memory. */
  readonly windowBytes: number;
  /** What the frames together may say that they hold. */
  readonly contentBytes: number;
  /** Each frame costs a trip to the thread pool. */
  readonly frames: number;
}

/** What the scanner is inside of; each part has a known number of bytes left. */
type Part =
  | 'magic'
  | 'skippable-size'
  | 'skippable-content'
  | 'descriptor'
  | 'header'
  | 'block-header'
  | 'block'
  | 'checksum';

const MAGIC_NUMBER = 0xfd2fb528;
const COLLECTED: ReadonlySet<Part> = new Set([
  'magic',
  'skippable-size',
  'descriptor',
  'header',
  'block-header',
]);
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const LONGEST_PART_BYTES = 14;

export class ZstdFrameScanner {
  readonly #limits: ZstdLimits;
  /** The bytes of the current part, where its value matters. */
  readonly #collected = new DataView(new ArrayBuffer(LONGEST_PART_BYTES));
  #collectedBytes = 0;
  #part: Part = 'magic';
  #leftBytes = 4;
  #descriptor = 0;
  #isLastBlock = false;
  #frames = 0;
  #contentBytes = 0;

  constructor(limits: ZstdLimits) {
    this.#limits = limits;
  }

  /**
   * The parts of `bytes` (the next ones of the stream) that belong to frames with content; none reaches over the end of a
   * frame. Throws `Undecodable`.
   */
  *contentOf(bytes: Uint8Array): Generator<Uint8Array, void, void> {
    let start = 0;
    for (let at = 0; at < bytes.byteLength; ) {
      const before = this.#part;
      const partStart = at;
      const isContinued = this.#collectedBytes > 0;
      at += this.#consume(bytes, at);
      if (this.#leftBytes > 0) break;
      if (before === 'magic') start = partStart;
      const held = before === 'magic' && isContinued ? this.#heldMagic(at - partStart) : null;
      this.#advance();
      if (held !== null && this.#part === 'descriptor') yield held;
      if (this.#part === 'magic' && before !== 'skippable-size' && before !== 'skippable-content') {
        yield bytes.subarray(start, at);
      }
      if (this.#part === 'magic') start = at;
    }
    if (this.#isInsideContent() && start < bytes.byteLength) yield bytes.subarray(start);
  }

  /** To be called when there are no more bytes. Throws `Undecodable` inside of a frame. */
  finish(): void {
    if (this.#part === 'magic' && this.#collectedBytes === 0) return;
    if (this.#part === 'magic' && this.#frames > 0) throw garbage();
    throw new Undecodable('truncated', 'it ends in the middle of a zstd frame');
  }

  /** Takes as much of the current part as there is, and says how much that was. */
  #consume(bytes: Uint8Array, at: number): number {
    const taken = Math.min(this.#leftBytes, bytes.byteLength - at);
    if (COLLECTED.has(this.#part)) {
      for (let index = 0; index < taken; index++) {
        this.#collected.setUint8(this.#collectedBytes++, bytes[at + index] ?? 0);
      }
    }
    this.#leftBytes -= taken;
    return taken;
  }

  /** The bytes of a magic number that came before the last `fresh` ones. */
  #heldMagic(fresh: number): Uint8Array {
    return new Uint8Array(this.#collected.buffer.slice(0, 4 - fresh));
  }

  #isInsideContent(): boolean {
    switch (this.#part) {
      case 'magic':
      case 'skippable-size':
      case 'skippable-content':
        return false;
      case 'descriptor':
      case 'header':
      case 'block-header':
      case 'block':
      case 'checksum':
        return true;
      default:
        return assertNever(this.#part);
    }
  }

  /** On to the next part that has bytes. */
  #advance(): void {
    do this.#enter(...this.#partAfter());
    while (this.#leftBytes === 0);
  }

  #enter(part: Part, sizeBytes: number): void {
    this.#part = part;
    this.#leftBytes = sizeBytes;
    this.#collectedBytes = 0;
  }

  #partAfter(): readonly [Part, number] {
    switch (this.#part) {
      case 'magic':
        return this.#afterMagic();
      case 'skippable-size':
        return ['skippable-content', this.#collected.getUint32(0, true)];
      case 'skippable-content':
      case 'checksum':
        return ['magic', 4];
      case 'descriptor':
        return this.#afterDescriptor();
      case 'header':
        this.#readHeader();
        return ['block-header', 3];
      case 'block-header':
        return this.#afterBlockHeader();
      case 'block':
        if (!this.#isLastBlock) return ['block-header', 3];
        return ['checksum', (this.#descriptor & 0x04) === 0 ? 0 : 4];
      default:
        return assertNever(this.#part);
    }
  }

  #afterMagic(): readonly [Part, number] {
    const isSkippable = isSkippableMagic(new Uint8Array(this.#collected.buffer));
    if (!isSkippable && this.#collected.getUint32(0, true) !== MAGIC_NUMBER) throw garbage();
    this.#frames += 1;
    if (this.#frames > this.#limits.frames) {
      throw new Undecodable('too-many-frames', `it has more than ${this.#limits.frames} zstd frames`);
    }
    return isSkippable ? ['skippable-size', 4] : ['descriptor', 1];
  }

  #afterDescriptor(): readonly [Part, number] {
    this.#descriptor = this.#collected.getUint8(0);
    if ((this.#descriptor & 0x08) !== 0) throw corrupt('a frame header sets the reserved bit');
    const window = this.#isSingleSegment() ? 0 : 1;
    return ['header', window + this.#dictionaryIdBytes() + this.#contentSizeBytes()];
  }

  #readHeader(): void {
    const dictionaryAt = this.#isSingleSegment() ? 0 : 1;
    const contentAt = dictionaryAt + this.#dictionaryIdBytes();
    for (let at = dictionaryAt; at < contentAt; at++) {
      if (this.#collected.getUint8(at) === 0) continue;
      throw new Undecodable('dictionary', 'a zstd frame needs a dictionary, which an image cannot carry');
    }
    const contentBytes = this.#statedContentBytes(contentAt);
    const windowBytes = this.#isSingleSegment() ? contentBytes : windowOf(this.#collected.getUint8(0));
    if (windowBytes > this.#limits.windowBytes) {
      const words = `${formatBytes(windowBytes)}, more than ${formatBytes(this.#limits.windowBytes)}`;
      throw new Undecodable('window-too-large', `a zstd frame needs a window of ${words}`);
    }
    this.#contentBytes += contentBytes;
    if (this.#contentBytes > this.#limits.contentBytes) {
      const words = `${formatBytes(this.#contentBytes)}, more than ${formatBytes(this.#limits.contentBytes)}`;
      throw new Undecodable('too-large', `its zstd frames say that they expand to ${words}`);
    }
  }

  #isSingleSegment(): boolean {
    return (this.#descriptor & 0x20) !== 0;
  }

  #dictionaryIdBytes(): number {
    return DICTIONARY_ID_BYTES[this.#descriptor & 0x03] ?? 0;
  }

  #contentSizeBytes(): number {
    const flag = this.#descriptor >> 6;
    return flag === 0 ? (this.#isSingleSegment() ? 1 : 0) : 2 ** flag;
  }

  /** 0 where the frame does not say. */
  #statedContentBytes(at: number): number {
    switch (this.#contentSizeBytes()) {
      case 1:
        return this.#collected.getUint8(at);
      case 2:
        return this.#collected.getUint16(at, true) + 256;
      case 4:
        return this.#collected.getUint32(at, true);
      case 8:
        return Number(this.#collected.getBigUint64(at, true));
      default:
        return 0;
    }
  }

  #afterBlockHeader(): readonly [Part, number] {
    const header = this.#collected.getUint16(0, true) | (this.#collected.getUint8(2) << 16);
    const type = (header >> 1) & 0x03;
    if (type === 3) throw corrupt('a block has the reserved type');
    this.#isLastBlock = (header & 0x01) !== 0;
    return ['block', type === 1 ? 1 : header >> 3];
  }
}

/** Window_Size of RFC 8878, 3.1.1.1.2. */
function windowOf(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 0x07);
}

function garbage(): Undecodable {
  return new Undecodable('trailing-garbage', 'bytes follow its last zstd frame that belong to none');
}

function corrupt(why: string): Undecodable {
  return new Undecodable('corrupt', `its zstd data is corrupt: ${why}`);
}
