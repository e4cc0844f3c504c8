/** Whole texts to and from the standard streams. */
import { MirrorError } from '../errors.ts';
import { errnoOf, writeError } from './file-errors.ts';

const STDIN_LIMIT_BYTES = 64 * 1024 * 1024;

/** Resolves when the stream has taken `text`. A reader that went away (`| head`) is no error. */
export function writeAll(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error == null || errnoOf(error) === 'EPIPE') resolve();
      else reject(writeError('standard output', error));
    });
  });
}

/** All of standard input as UTF-8. Throws `input` over 64 MiB, `aborted` when the signal fires first. */
export async function readAll(stream: NodeJS.ReadableStream, signal: AbortSignal): Promise<string> {
  const stopped = new MirrorError('aborted', 'stopped while reading standard input');
  if (signal.aborted) throw stopped;
  const iterator = stream[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(stopped), { once: true });
  });
  aborted.catch(() => undefined);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next.done === true) return Buffer.concat(chunks).toString('utf8');
    const chunk = Buffer.from(next.value);
    sizeBytes += chunk.length;
    if (sizeBytes > STDIN_LIMIT_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
}

/** A log that cannot be written must not end the run; whoever waits for a write hears of its fault. */
export function ignoreFaults(stream: NodeJS.WritableStream): () => void {
  const ignore = () => undefined;
  stream.on('error', ignore);
  return () => stream.off('error', ignore);
}

function tooLarge(): MirrorError {
  return new MirrorError('input', `standard input is larger than ${STDIN_LIMIT_BYTES} bytes`, {
    fix: 'check what is piped in',
  });
}
