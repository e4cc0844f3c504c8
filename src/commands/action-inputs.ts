/** The Action's inputs: the same options under the same names, repeatable ones with one value per line. */
import { OPTIONS, type OptionKey, type OptionSpec } from './option-table.ts';
import type { RawOptions } from './options.ts';

const KEYS = Object.keys(OPTIONS) as readonly OptionKey[];

/** Names of all inputs: `command`, `args` and every option. */
export const INPUT_NAMES: readonly string[] = ['command', 'args', ...KEYS.map((key) => OPTIONS[key].name)];

export interface InputDefaults {
  readonly defaultCommand: string;
  /** Where the JSON report goes unless `json` says so. */
  readonly defaultReport: string;
}

/** What the inputs ask for. A flag that is neither true nor false is handed on as it is: `readOptions` refuses it. */
export function readActionInputs(inputs: Readonly<Record<string, string>>, defaults: InputDefaults) {
  const options = Object.fromEntries(KEYS.flatMap((key) => readOption(key, inputs[OPTIONS[key].name] ?? '')));
  return {
    command: inputs.command?.trim() || defaults.defaultCommand,
    positionals: linesOf(inputs.args ?? ''),
    options: { json: defaults.defaultReport, ...options } as RawOptions,
  };
}

function readOption(key: OptionKey, value: string): [OptionKey, string | boolean | readonly string[]][] {
  if (value.trim() === '') return [];
  const spec: OptionSpec = OPTIONS[key];
  if (spec.kind === 'list') return [[key, linesOf(value)]];
  return [[key, spec.kind === 'flag' ? readFlag(value.trim()) : value.trim()]];
}

/** One value per line; blank lines and comments are left out. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The booleans of YAML 1.2, as everywhere in Actions. */
function readFlag(value: string): boolean | string {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  return /^(false|False|FALSE)$/.test(value) ? false : value;
}
