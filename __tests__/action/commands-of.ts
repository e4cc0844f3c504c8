/** The workflow commands that a runner finds in a step's log, with their properties. */
import { commandsIn } from '../fakes/runner-commands.ts';

export interface Command {
  readonly name: string;
  /** `title`, `file`, `line`, `col` of annotations, unescaped. */
  readonly properties: Readonly<Record<string, string>>;
  /** Unescaped. */
  readonly data: string;
}

/** Commands that only fold or hide lines. */
const QUIET: ReadonlySet<string> = new Set(['group', 'endgroup', 'debug']);

export function commandsOf(log: string): readonly Command[] {
  return log.split(/[\r\n]/).flatMap((line) =>
    commandsIn(line).map(({ name, data }) => ({
      name,
      properties: propertiesIn(line),
      data: unescaped(data),
    })),
  );
}

/** Those that do something: annotations, masks, and whatever else got through. */
export function actingCommands(commands: readonly Command[]): readonly Command[] {
  return commands.filter(({ name }) => !QUIET.has(name));
}

export function annotations(commands: readonly Command[], name: string): readonly Command[] {
  return commands.filter((command) => command.name === name);
}

function propertiesIn(line: string): Readonly<Record<string, string>> {
  const written = /^::[a-z-]+ ([^:]*)::/.exec(line)?.[1] ?? '';
  const pairs = written
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([key = '', ...value]) => [key, unescapedProperty(value.join('='))]));
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapedProperty(text: string): string {
  return unescaped(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
