// Our own tool as a measurement runs it: the built command line, a mirror manifest, a home and a state of its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePath, projectRoot } from '../scripts/toolchain.mjs';
import { measure } from './measure.mjs';

export const BUNDLE = join(projectRoot, 'dist', 'cli', 'index.js');

/** `{ write(source, mirrors, images), run(args), state }` below a directory. `nodeFlags` come before the program. */
export function openTool(directory, { bundle = BUNDLE } = {}) {
  const path = (name) => join(directory, name);
  mkdirSync(path('home'), { recursive: true });
  const env = { HOME: path('home'), XDG_STATE_HOME: path('xdg'), NO_COLOR: '1', NODE_OPTIONS: '' };
  const state = path('state');
  return {
    directory,
    state,
    write: (manifest) => writeFileSync(path('mirror.yaml'), JSON.stringify({ version: 1, ...manifest })),
    /** Measures one command and reads its report. Exit codes 0 and 1 are ends; any other is thrown with the last words. */
    run: async (args, { nodeFlags = [] } = {}) => {
      const options = ['--quiet', '--state', state, '--json', path('report.json')];
      const files = { stdoutFile: path('stdout.txt'), stderrFile: path('stderr.txt') };
      const command = [nodePath(), ...nodeFlags, bundle, ...args, ...options];
      const figures = await measure(command, { cwd: directory, env, ...files });
      const said = readFileSync(files.stderrFile, 'utf8');
      if (figures.code !== 0 && figures.code !== 1)
        throw new Error(`${args.join(' ')} ended with ${figures.code}: ${said.slice(-4_000)}`);
      return { ...figures, said, report: JSON.parse(readFileSync(path('report.json'), 'utf8')) };
    },
  };
}

/** A mirror manifest of these images with tags; `isPinned` names what each tag means, else the source is asked. */
export function manifestOf({ source, mirrors, images, isPinned }) {
  const byRepository = Map.groupBy(images, ({ repository }) => repository);
  return {
    allowMirrorByTags: true,
    mirrors: mirrors.map(({ name, host }) => ({ name, target: host })),
    images: [...byRepository].map(([repository, list]) => ({
      source: `${source.host}/${repository}`,
      tags: list.map(({ tag, digest }) => (isPinned ? `${tag}@${digest}` : tag)),
    })),
  };
}
