/** Policies that a command needs, and does not only examine. */
import { MirrorError } from '../../errors.ts';
import { UnusableFiles } from '../unusable-files.ts';
import type { Policies } from './read-policies.ts';

/** Throws UnusableFiles where a file cannot be read as what it is, and MirrorError `input` where there is no policy at all. */
export function refuseInvalid({ documents, findings }: Policies): void {
  const faults = findings.filter(({ rule, severity }) => rule === 'policy-invalid' && severity === 'error');
  if (faults.length > 0) throw new UnusableFiles(faults);
  if (documents.length > 0) return;
  const ignored = findings.filter(({ severity }) => severity === 'error');
  if (ignored.length > 0) throw new UnusableFiles(ignored);
  throw new MirrorError('input', 'there is no mirror policy', { fix: 'name policy files with --policy' });
}
