// Many commands of a peer that takes one image or one repository at a time: `xargs` runs them, as a script of a user would.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One command of the whole: `program` once for each line of arguments, `atOnce` of them at a time. */
export function oncePerLine(directory, { program, lines, atOnce }) {
  const file = join(directory, 'arguments.txt');
  writeFileSync(file, `${lines.map((each) => each.join(' ')).join('\n')}\n`);
  return ['xargs', '-a', file, '-P', String(atOnce), '-L', '1', ...program];
}

/** `[source, target]` of every image on every mirror, image by image, so that mirrors fill side by side. */
export function copyLines({ source, mirrors, images }, scheme = '') {
  return images.flatMap(({ repository, tag }) =>
    mirrors.map(({ host }) => [
      `${scheme}${source.host}/${repository}:${tag}`,
      `${scheme}${host}/${repository}:${tag}`,
    ]),
  );
}
