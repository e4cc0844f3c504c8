/** Escaping for the log of an Actions runner, which takes some lines of standard output for commands. */
import { visibleLines } from '../visible.ts';

/** The lines of `text`, each with its invisible characters written out and unable to be a workflow command. */
export function escapeLog(text: string): readonly string[] {
  return visibleLines(text).map(escapeCommands);
}

/**
 * One line that the runner cannot take for a command: it looks for `::name::` at the start, after trimming Unicode
 * space, and for `##[name]` anywhere; both comparisons skip characters without weight, so that only printable ASCII
 * counts here as standing between.
 */
export function escapeCommands(line: string): string {
  return escapeLeadingColons(line).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\[');
}

function escapeLeadingColons(line: string): string {
  const lead = /^[^\x21-\x39\x3b-\x7e]*/.exec(line)?.[0] ?? '';
  const isCommand = lead.indexOf(':') !== lead.lastIndexOf(':');
  return isCommand ? lead.replace(':', ':\\') + line.slice(lead.length) : line;
}
