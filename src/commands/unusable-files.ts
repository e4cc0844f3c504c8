/** What ends a command before it has begun: files of the user that it cannot use. */
import { MirrorError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { formatCount } from '../quantities.ts';

/** Thrown when user files cannot be used: exit code 2, with every fault found. The message counts them by file. */
export class UnusableFiles extends MirrorError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super('input', countByFile(findings), { fix: 'mend what is listed and run again' });
    this.findings = findings;
  }
}

/** `mirror.yaml has 2 errors, mirror.lock.yaml has 1 error`. */
function countByFile(findings: readonly Finding[]): string {
  const byFile = Map.groupBy(findings, ({ at }) => at?.file ?? 'the command line');
  const counts = [...byFile].map(([file, { length }]) => `${file} has ${formatCount(length, 'error')}`);
  return counts.join(', ');
}
