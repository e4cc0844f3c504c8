// skopeo sync with a YAML source is its bulk mode: one process for each mirror, images one after the other. skopeo copy is what
// is documented for single images.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyLines, oncePerLine } from './argument-lines.mjs';

const COPIES_AT_ONCE = 4;

export const skopeo = {
  name: 'skopeo sync',
  tool: 'skopeo',
  configuration: [
    '`skopeo sync --all --preserve-digests --src yaml --dest docker images.yaml MIRROR`, with every repository and its tags in the file;',
    'one process for each mirror, all at once by `xargs -P`',
  ].join(' '),
  command: ({ directory, source, mirrors, images }, path) => {
    const byRepository = Map.groupBy(images, ({ repository }) => repository);
    const tags = [...byRepository].map(([repository, list]) => [repository, list.map(({ tag }) => tag)]);
    const file = join(directory, 'images.yaml');
    const wanted = { [source.host]: { 'tls-verify': false, images: Object.fromEntries(tags) } };
    writeFileSync(file, JSON.stringify(wanted));
    const program = [
      path,
      '--insecure-policy',
      'sync',
      '--all',
      '--preserve-digests',
      '--dest-tls-verify=false',
    ];
    program.push('--src', 'yaml', '--dest', 'docker', file);
    const lines = mirrors.map(({ host }) => [host]);
    return oncePerLine(directory, { program, lines, atOnce: mirrors.length });
  },
  versionCommand: (path) => [path, '--version'],
};

export const skopeoCopy = {
  name: 'skopeo copy',
  tool: 'skopeo',
  configuration: [
    '`skopeo copy --all --preserve-digests docker://SOURCE/IMAGE docker://MIRROR/IMAGE` for each image and mirror,',
    `${COPIES_AT_ONCE} at a time by \`xargs -P\``,
  ].join(' '),
  command: (job, path) => {
    const program = [path, '--insecure-policy', 'copy', '--all', '--preserve-digests', '--quiet'];
    program.push('--src-tls-verify=false', '--dest-tls-verify=false');
    const lines = copyLines(job, 'docker://');
    return oncePerLine(job.directory, { program, lines, atOnce: COPIES_AT_ONCE });
  },
};
