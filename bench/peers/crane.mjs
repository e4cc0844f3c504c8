// crane copy --all-tags is its bulk mode: one process for each repository and mirror.
import { oncePerLine } from './argument-lines.mjs';

export const JOBS = 4;
export const AT_ONCE = 4;

export const crane = {
  name: 'crane',
  configuration: [
    `\`crane copy --all-tags --jobs ${JOBS} SOURCE/REPOSITORY MIRROR/REPOSITORY\` for each repository and mirror, ${AT_ONCE} at a time by`,
    '`xargs -P`',
  ].join(' '),
  command: ({ directory, source, mirrors, images }, path) => {
    const repositories = [...new Set(images.map(({ repository }) => repository))];
    const lines = repositories.flatMap((repository) =>
      mirrors.map(({ host }) => [`${source.host}/${repository}`, `${host}/${repository}`]),
    );
    const program = [path, 'copy', '--all-tags', '--jobs', String(JOBS)];
    return oncePerLine(directory, { program, lines, atOnce: AT_ONCE });
  },
  versionCommand: (path) => [path, 'version'],
  validateCommand: ({ directory, mirrors, images }, path) => {
    const lines = images.map(({ repository, tag }) => [`${mirrors[0].host}/${repository}:${tag}`]);
    return oncePerLine(directory, { program: [path, 'validate', '--remote'], lines, atOnce: AT_ONCE });
  },
};
