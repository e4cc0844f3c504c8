/** A tar archive of one small file (POSIX ustar). */

const BLOCK_BYTES = 512;

/** Owner root, time 0: the same input gives the same bytes. `path` has at most 100 ASCII characters. */
export function tarOfFile(path: string, content: Uint8Array): Buffer {
  const padding = (BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([header(path, content.length), content, Buffer.alloc(padding + 2 * BLOCK_BYTES)]);
}

function header(path: string, sizeBytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const fields: readonly (readonly [number, string])[] = [
    [0, path],
    [100, octal(0o644, 7)],
    [108, octal(0, 7)], // user
    [116, octal(0, 7)], // group
    [124, octal(sizeBytes, 11)],
    [136, octal(0, 11)], // time
    [148, ' '.repeat(8)], // the checksum counts as blanks while it is computed
    [156, '0'], // a regular file
    [257, 'ustar\x0000'],
  ];
  for (const [offset, text] of fields) block.write(text, offset, 'ascii');
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 6)} `, 148, 'ascii');
  return block;
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}
