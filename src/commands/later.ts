/** Commands of the contract that are not built yet: they say so and change nothing. */
import { MirrorError } from '../errors.ts';
import type { Command } from './command.ts';

const NOT_YET = {
  check: 'lint the mirror manifest, the lock and policy files',
  generate: 'write mirror policy files from the mirror manifest',
  explain: 'show the endpoints a node would try for a reference',
};

export const laterCommands: readonly Command[] = Object.entries(NOT_YET).map(([name, summary]) => ({
  name,
  summary: `${summary} (not yet)`,
  details: 'This command is not built yet.',
  positionals: '[ARG…]',
  takesPositionals: 'any',
  options: ['json', 'logLevel', 'quiet'],
  writes: 'never',
  run: () =>
    Promise.reject(
      new MirrorError('unsupported', `${name} is not there yet`, {
        fix: 'see CHANGELOG.md for what this version does',
      }),
    ),
}));
