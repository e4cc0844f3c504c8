/** Which signatures the image of a row must carry. Pure. */
import type { MirrorFile } from '../../files/mirrorfile.ts';
import type { SignaturePolicy } from '../../files/signatures.ts';
import { policiesFor } from '../../signatures/verify-signatures.ts';
import type { Row } from '../row.ts';

export function policiesOfRow(
  { repository, sourceTags }: Pick<Row, 'repository' | 'sourceTags'>,
  { signatures }: Pick<MirrorFile, 'signatures'>,
): readonly SignaturePolicy[] {
  return policiesFor(signatures, { repository, tags: sourceTags });
}
