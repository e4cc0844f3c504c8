// Our own tool as a measurement runs it: the built command line, a mirror manifest, a home and a state of its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePath, projectRoot } from '../scripts/toolchain.mjs';
import { measure } from './measure.mjs';

export const BUNDLE = join(projectRoot, 'dist', 'cli', 'index.js');

/** Our tool below a directory: `write` a mirror manifest, `run` commands; where it keeps things are `home`, `temporary` and `state`. */
export function openTool(directory, { bundle = BUNDLE } = {}) {
  const path = (name) => join(directory, name);
  const [home, temporary, state] = ['home', 'tmp', 'state'].map(path);
  for (const each of [home, temporary]) mkdirSync(each, { recursive: true });
  const env = { HOME: home, TMPDIR: temporary, XDG_CONFIG_HOME: home, NO_COLOR: '1', NODE_OPTIONS: '' };
  return {
    home,
    temporary,
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
