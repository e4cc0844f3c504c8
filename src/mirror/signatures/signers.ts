/** Whose signatures were verified in this run, by image and by the manifest that holds them. */
import type { Digest } from '../../oci/digest.ts';
import type { SignedBy, Verdict } from '../../signatures/verdict.ts';
import type { Row } from '../row.ts';

export class Signers {
  readonly #byKey = new Map<string, SignedBy>();

  note({ name }: Pick<Row, 'name'>, verdicts: readonly Verdict[]): void {
    for (const verdict of verdicts)
      if (verdict.kind === 'verified') this.#byKey.set(keyOf(name, verdict.evidence.manifest), verdict.by);
  }

  /** Null: nobody has asked, or it counts for nothing. */
  of({ name }: Pick<Row, 'name'>, manifest: Digest): SignedBy | null {
    return this.#byKey.get(keyOf(name, manifest)) ?? null;
  }
}

function keyOf(name: string, manifest: Digest): string {
  return `${name} ${manifest}`;
}
