/** What every report is made with. */
import { compileGlob } from '../files/glob.ts';
import { globMatchesImage } from '../mirror/selection.ts';
import type { RunFacts } from '../report/assemble.ts';
import type { CommandDoor } from './command.ts';

export function runFacts({ host, startedAtMs, version }: CommandDoor, command: string): RunFacts {
  return { command, startedAtMs, endedAtMs: host.clock.now(), version, run: host.run };
}

/** Whether an `accept` glob covers a canonical reference; the tag is what follows the last colon after the last slash. */
export function globMatches(glob: string, reference: string): boolean {
  const compiled = compileGlob(glob);
  if (!compiled.ok) return false;
  const name = reference.split('@', 1)[0] ?? reference;
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const [repository, tag] = colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
  return globMatchesImage(compiled.value, repository, tag);
}
