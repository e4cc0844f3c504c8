/** All commands, in the order of the help text. */
import { check } from './check.ts';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { drift } from './drift.ts';
import { explain } from './explain.ts';
import { generate } from './generate.ts';
import { init } from './init.ts';
import { lock } from './lock.ts';
import { plan } from './plan.ts';
import { serve } from './serve.ts';
import { sync } from './sync.ts';
import { verify } from './verify.ts';

export const COMMANDS: readonly Command[] = [
  sync,
  plan,
  lock,
  verify,
  drift,
  check,
  generate,
  explain,
  init,
  serve,
  demo,
];

export const DEFAULT_COMMAND = 'sync';

export function findCommand(name: string): Command | null {
  return COMMANDS.find((command) => command.name === name) ?? null;
}
