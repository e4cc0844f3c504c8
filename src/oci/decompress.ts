/** Decompression as a stream, told apart from the trouble of whoever delivers the bytes. */
import { constants, createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { assertNever } from '../errors.ts';
import type { Compression } from './layer-type.ts';
import { Undecodable } from './undecodable.ts';
import { ZstdFrameScanner } from './zstd-frames.ts';

export interface DecompressLimits {
  /** What the content may come to. Only what zstd frames say is judged by it here; the consumer counts. */
  readonly contentBytes: number;
  readonly frames: number;
}

/** 128 MiB, what `zstd -22` and `--long` write at most by default and what decoders grant by default. */
const WINDOW_LOG_MAX = 27;

/**
 * Pieces of 256 KiB, two of them waiting, so that the thread pool decompresses while this thread hashes. Measured: 64 KiB
 * and 1 MiB are slower, the defaults of Node take about twice as long (docs/decisions/0015).
 */
const PIECES = {
  chunkSize: 256 * 1024,
  readableHighWaterMark: 512 * 1024,
  writableHighWaterMark: 128 * 1024,
};

type Engine = Gunzip | ZstdDecompress;

/**
 * The content of `blocks`. Several gzip members or zstd frames follow each other as one content; skippable frames have
 * none. Throws `Undecodable`, or what `blocks` throws, as it is. Ended early, it does not wait for `blocks`.
 */
export function decompressed(
  blocks: AsyncIterable<Uint8Array>,
  compression: Compression,
  limits: DecompressLimits,
): AsyncIterable<Uint8Array> {
  switch (compression) {
    case 'none':
      return blocks;
    case 'gzip':
      return through(createGunzip(PIECES), blocks);
    case 'zstd':
      return through(zstdEngine(), zstdContent(blocks, limits));
    case 'bzip2':
    case 'xz':
      throw new Undecodable(
        'unsupported-compression',
        `it is compressed with ${compression}, which images may not use`,
      );
    default:
      return assertNever(compression);
  }
}

function zstdEngine(): ZstdDecompress {
  return createZstdDecompress({
    ...PIECES,
    params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
  });
}

async function* zstdContent(
  blocks: AsyncIterable<Uint8Array>,
  limits: DecompressLimits,
): AsyncGenerator<Uint8Array, void, void> {
  const scanner = new ZstdFrameScanner({ ...limits, windowBytes: 2 ** WINDOW_LOG_MAX });
  for await (const block of blocks) yield* scanner.contentOf(block);
  scanner.finish();
}

interface Feeding {
  sentBytes: number;
  isComplete: boolean;
  failure: { readonly error: unknown } | null;
}

async function* through(
  engine: Engine,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const feeding: Feeding = { sentBytes: 0, isComplete: false, failure: null };
  const fed = feed(engine, blocks, feeding);
  try {
    for await (const piece of engine) yield piece;
    engine.destroy();
    await fed;
  } catch (error) {
    // The input's own trouble is the better explanation of bytes that make no sense; and `blocks` must be at rest
    // before somebody else reads on.
    await fed;
    // Nothing but skippable frames: the decoder was given nothing and newer versions of Node mind.
    if (feeding.isComplete && feeding.sentBytes === 0) return;
    throw feeding.failure === null ? asUndecodable(error) : feeding.failure.error;
  } finally {
    engine.destroy();
  }
  if (feeding.failure !== null) throw feeding.failure.error;
  // Node ends a gzip stream without error at a zero byte behind a member.
  if (!feeding.isComplete || engine.bytesWritten < feeding.sentBytes) {
    throw bytesBehind();
  }
}

/** Never throws: a failure of `blocks` is noted, and ends the engine. */
async function feed(engine: Engine, blocks: AsyncIterable<Uint8Array>, feeding: Feeding): Promise<void> {
  try {
    for await (const block of blocks) {
      if (engine.destroyed) return;
      feeding.sentBytes += block.byteLength;
      if (!(await written(engine, block))) return;
    }
    feeding.isComplete = true;
    engine.end();
  } catch (error) {
    feeding.failure = { error };
    engine.destroy();
  }
}

/** Whether the engine, when it had room again, still wanted more. */
async function written(engine: Engine, block: Uint8Array): Promise<boolean> {
  if (engine.write(block)) return true;
  if (engine.destroyed) return false;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      engine.off('drain', settle);
      engine.off('close', settle);
      resolve();
    };
    engine.on('drain', settle);
    engine.on('close', settle);
  });
  return !engine.destroyed;
}

/** zlib's verdict as ours; anything else, such as a lack of memory, is not the layer's fault and stays what it is. */
function asUndecodable(error: unknown): unknown {
  const { code, message } = wordsOf(error);
  if (code === 'Z_BUF_ERROR') {
    return new Undecodable('truncated', 'it ends in the middle of its compressed data', error);
  }
  // The first header was recognised before, so this one is behind a complete member.
  if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') return bytesBehind(error);
  if (code === 'Z_DATA_ERROR') {
    return new Undecodable('corrupt', `its gzip data is corrupt: ${message}`, error);
  }
  if (code.startsWith('ZSTD_error_') && code !== 'ZSTD_error_memory_allocation') {
    return new Undecodable('corrupt', `its zstd data is corrupt: ${message}`, error);
  }
  return error;
}

function wordsOf(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: '' };
  return {
    code: 'code' in error ? String(error.code) : '',
    message: 'message' in error ? String(error.message) : '',
  };
}

function bytesBehind(cause?: unknown): Undecodable {
  return new Undecodable('trailing-garbage', 'bytes follow its last gzip member that belong to none', cause);
}
