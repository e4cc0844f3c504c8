/** Flags and positionals of the command line, made from the table of options. */
import { CommanderError, Option, Command as Program } from 'commander';
import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { OPTIONS, type OptionKey, type OptionSpec } from './commands/option-table.ts';
import type { RawOptions } from './commands/options.ts';
import { MirrorError } from './errors.ts';

/** What a command line asks for: a command, or a text to print (help, version). */
export type CommandLine =
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly positionals: readonly string[];
      readonly options: RawOptions;
    }
  | { readonly kind: 'print'; readonly text: string; readonly exitCode: number };

/** Reads the arguments after the program's name. Throws MirrorError `usage`. */
export function readCommandLine(args: readonly string[], version: string): CommandLine {
  let read: CommandLine | null = null;
  const printed: string[] = [];
  const program = newProgram((text) => printed.push(text))
    .name('mirror-action')
    .description(
      'Mirrors container images by digest to several registries and proves that what they serve is complete.',
    )
    .version(version, '--version', 'Print the version')
    .addHelpText('after', START_HERE);
  for (const command of COMMANDS) {
    program.addCommand(
      programOf(
        command,
        (run) => {
          read = run;
        },
        (text) => printed.push(text),
      ),
    );
  }
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    const line = afterExit(error, printed.join(''));
    if (line !== null) return line;
  }
  return read ?? { kind: 'print', text: program.helpInformation() + START_HERE, exitCode: 2 };
}

const PLACES = ['json', 'summary', 'html', 'sarif'] as const;

/** What can still be told of arguments that `readCommandLine` refused: the command, '' where none was named, and where
 *  reports were asked for. Never throws. */
export function salvageCommandLine(args: readonly string[]): {
  readonly command: string;
  readonly options: RawOptions;
} {
  const options = Object.fromEntries(
    PLACES.flatMap((key) => {
      const place = lastValueOf(`--${OPTIONS[key].name}`, args);
      return place === null ? [] : [[key, place]];
    }),
  );
  const first = args[0] ?? '';
  const known = COMMANDS.find(({ name }) => args.includes(name))?.name;
  return { command: isFlag(first) ? (known ?? '') : first, options };
}

/** The last value of a flag, as the parser would take it; what looks like another flag is no value. */
function lastValueOf(flag: string, args: readonly string[]): string | null {
  const values = args.flatMap((arg, index) => {
    const value =
      arg === flag ? args[index + 1] : arg.startsWith(`${flag}=`) ? arg.slice(flag.length + 1) : '';
    return value === undefined || value === '' || isFlag(value) ? [] : [value];
  });
  return values.at(-1) ?? null;
}

/** A lone dash is standard output. */
function isFlag(arg: string): boolean {
  return arg.startsWith('-') && arg !== '-';
}

const START_HERE = `
Start here:
  mirror-action demo                          see it work, with nothing to reach
  mirror-action init --to HOST/PREFIX         make a mirror manifest from a list of images
  mirror-action plan                          what would be copied, and why
  mirror-action sync                          copy it

Exit codes: 0 all is as wanted, 1 something is wrong, 2 it could not run, 130/143 interrupted.
`;

function newProgram(write: (text: string) => void): Program {
  return new Program()
    .exitOverride()
    .helpOption('-h, --help', 'Print this help')
    .showHelpAfterError(false)
    .configureOutput({ writeOut: write, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: false, sortOptions: false });
}

function programOf(
  command: Command,
  onRun: (run: CommandLine) => void,
  write: (text: string) => void,
): Program {
  const program = newProgram(write)
    .name(command.name)
    .summary(command.summary)
    .description(`${command.summary}\n\n${command.details}`);
  if (command.takesPositionals === 'one') program.argument(`<${command.positionals.toLowerCase()}>`);
  if (command.takesPositionals === 'any') program.argument('[files...]');
  for (const key of command.options) program.addOption(optionOf(OPTIONS[key]));
  program.action(() => {
    onRun({
      kind: 'run',
      command: command.name,
      positionals: program.args,
      options: optionsOf(program, command.options),
    });
  });
  return program;
}

function optionOf(spec: OptionSpec): Option {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  const value = spec.kind === 'flag' ? '' : ` <${spec.placeholder ?? 'VALUE'}>`;
  const note = [
    spec.kind === 'list' ? 'repeatable' : '',
    spec.default === undefined ? '' : `default: ${spec.default}`,
  ].filter(Boolean);
  const option = new Option(
    `${short}--${spec.name}${value}`,
    note.length === 0 ? spec.description : `${spec.description} (${note.join('; ')})`,
  );
  if (spec.kind === 'list')
    option.argParser((item: string, before: readonly string[] = []) => [...before, item]);
  return option;
}

function optionsOf(program: Program, keys: readonly OptionKey[]): RawOptions {
  const values: Readonly<Record<string, string | boolean | readonly string[] | undefined>> = program.opts();
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}

/** Null when there was nothing to do, so that the help is to be shown. */
function afterExit(error: unknown, printed: string): CommandLine | null {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return { kind: 'print', text: printed, exitCode: 0 };
  if (error.code === 'commander.help') return null;
  throw new MirrorError('usage', error.message.replace(/^error: /, '').replace(/\s+/g, ' '), {
    fix: 'see mirror-action --help, or COMMAND --help',
    cause: error,
  });
}
