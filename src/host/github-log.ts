/** The log of an Actions step: every line escaped, so that no text can be a workflow command. */
import * as core from '@actions/core';
import { escapeLog } from './escape.ts';
import type { Log, LogLevel } from './host.ts';
import { isPrinted } from './log-level.ts';

/** Errors inside a fold are told again below it, up to this many. */
const MOST_REPEATED = 20;

export interface GithubLogOptions {
  readonly redact: (text: string) => string;
  readonly settings: { readonly level: LogLevel; readonly quiet: boolean };
}

/** Warnings and errors are plain lines: the few annotations that a step has are for findings (`annotate`). */
export function createGithubLog({ redact, settings }: GithubLogOptions): Log {
  let folded: string[] | null = null;
  const print = (level: LogLevel, message: string, prefix = '') => {
    if (!isPrinted(level, settings)) return;
    for (const line of escapeLog(redact(message))) core.info(prefix + line);
  };
  const debug = (message: string) => {
    if (settings.level === 'debug') return print('debug', message);
    for (const line of escapeLog(redact(message))) core.debug(line);
  };
  const error = (message: string) => {
    print('error', message, 'Error: ');
    folded?.push(message);
  };
  return {
    debug,
    info: (message) => print('info', message),
    warning: (message) => print('warning', message, 'Warning: '),
    error,
    group: async (title, work) => {
      const isOutermost = folded === null;
      if (!isOutermost) return work();
      folded = [];
      core.startGroup(escapeLog(redact(title)).join(' '));
      try {
        return await work();
      } finally {
        core.endGroup();
        const errors = folded ?? [];
        folded = null;
        repeat(errors, (line) => print('error', line, 'Error: '));
      }
    },
  };
}

function repeat(errors: readonly string[], print: (line: string) => void): void {
  for (const message of errors.slice(0, MOST_REPEATED)) print(message);
  if (errors.length > MOST_REPEATED) print(`… and ${errors.length - MOST_REPEATED} more in the group above`);
}
