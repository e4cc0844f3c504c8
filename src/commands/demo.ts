/** `demo`: the whole story on embedded registries. */
import type { Command } from './command.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'see it all on embedded registries, with nothing to reach',
  details: 'Starts a source and two mirrors in this process, makes a few images, and mirrors them.',
  positionals: '',
  takesPositionals: 'none',
  options: ['output', 'logLevel', 'quiet'],
  writes: false,
  run: () => Promise.reject(new Error('todo')),
};
