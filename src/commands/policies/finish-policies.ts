/** How commands about files end: the report and the exit code. */

import { failsOn } from '../../report/judge.ts';
import { assemblePolicyReport, type PolicyResult } from '../../report/policies/assemble.ts';
import type { CommandDoor, CommandEnd } from '../command.ts';
import { globMatches, runFacts } from '../run-facts.ts';

export function finishPolicies(
  door: CommandDoor,
  command: string,
  result: Omit<PolicyResult, 'matches'>,
): CommandEnd {
  const report = assemblePolicyReport(runFacts(door, command), { ...result, matches: globMatches });
  return { report, exitCode: failsOn(report, door.options.failOn) ? 1 : 0 };
}
