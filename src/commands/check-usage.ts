/** Refuses what a command would ignore. The command line does so while it reads flags; the Action has every input at once. */
import { MirrorError } from '../errors.ts';
import type { Command } from './command.ts';
import { COMMON_OPTIONS, OPTIONS, type OptionKey, type OptionSpec } from './option-table.ts';
import type { RawOptions } from './options.ts';

const MOST_POSITIONALS = { none: 0, one: 1, any: Number.POSITIVE_INFINITY };

/** Throws MirrorError `usage` naming arguments the command does not take and options that are another command's. */
export function checkUsage(
  command: Command,
  { positionals, options }: { readonly positionals: readonly string[]; readonly options: RawOptions },
): void {
  const tooMany = positionals.slice(MOST_POSITIONALS[command.takesPositionals]);
  const understood: ReadonlySet<string> = new Set([...COMMON_OPTIONS, ...command.options]);
  const foreign = (Object.keys(OPTIONS) as OptionKey[]).filter(
    (key) => !understood.has(key) && isGiven(OPTIONS[key], options[key]),
  );
  const faults = [
    ...tooMany.map((argument) => `${command.name} does not take the argument ${JSON.stringify(argument)}`),
    ...foreign.map((key) => `${command.name} does not know --${OPTIONS[key].name}`),
  ];
  if (faults.length > 0) throw new MirrorError('usage', faults.join('; '), { fix: 'see --help' });
}

/** A runner passes the defaults of action.yml on as if somebody had written them. */
function isGiven(spec: OptionSpec, value: RawOptions[OptionKey]): boolean {
  if (value === undefined || value === false || value === '' || value === spec.default) return false;
  return !Array.isArray(value) || value.length > 0;
}
