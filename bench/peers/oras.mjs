// oras cp takes one image at a time and copies indexes with all they hold.
import { copyLines, oncePerLine } from './argument-lines.mjs';

export const CONCURRENCY = 10;
export const AT_ONCE = 4;

export const oras = {
  name: 'oras',
  configuration: [
    `\`oras cp --concurrency ${CONCURRENCY} --no-tty --from-plain-http --to-plain-http SOURCE/IMAGE MIRROR/IMAGE\` for each image and mirror,`,
    `${AT_ONCE} at a time by \`xargs -P\``,
  ].join(' '),
  command: (job, path) => {
    const program = [path, 'cp', '--concurrency', String(CONCURRENCY), '--no-tty'];
    program.push('--from-plain-http', '--to-plain-http');
    return oncePerLine(job.directory, { program, lines: copyLines(job), atOnce: AT_ONCE });
  },
  versionCommand: (path) => [path, 'version'],
};
