/**
 * Nothing of an image is pushed before the signatures that a policy requires were found at its source and verified. Each
 * image is asked about once in a run, whatever mirrors it goes to; images that no policy matches ask nothing.
 */
import pLimit from 'p-limit';
import { MirrorError, toMirrorError } from '../../errors.ts';
import type { SignaturePolicy } from '../../files/signatures.ts';
import type { Finding } from '../../finding.ts';
import type { Digest } from '../../oci/digest.ts';
import { parseManifest } from '../../oci/manifest.ts';
import { signatureFindings } from '../../signatures/findings.ts';
import { verifySignatures } from '../../signatures/verify-signatures.ts';
import type { RunContext } from '../context.ts';
import { asFailure, CopyFailure } from '../copy/failure.ts';
import type { ReferrerSearch } from '../referrers/search.ts';
import { keyOfRow, sourceLists } from '../referrers/source-list.ts';
import type { Row } from '../row.ts';
import { materialBeside } from './beside.ts';
import { policiesOfRow } from './policies-of-row.ts';
import { trustOf } from './trust-of.ts';

/** Images that are looked at side by side; the store bounds what reaches the registry. */
const IMAGES_AT_ONCE = 16;

export interface Gating {
  readonly context: RunContext;
  /** That of the copy stage: what both ask is asked once. */
  readonly search: ReferrerSearch;
  readonly signal: AbortSignal;
}

export class SignatureGate {
  readonly #gating: Gating;
  readonly #limit = pLimit(IMAGES_AT_ONCE);
  readonly #answers = new Map<string, Promise<Error | null>>();
  #untold: Finding[] = [];

  constructor(gating: Gating) {
    this.#gating = gating;
  }

  /** Why nothing of the row may be pushed: null where it may. Never throws. */
  whyClosed(row: Row): Promise<Error | null> {
    const policies = policiesOfRow(row, this.#gating.context.file);
    if (policies.length === 0 || row.wanted === null) return Promise.resolve(null);
    const key = `${row.name} ${row.wanted} ${row.sourceTags.join(' ')}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const asking = this.#limit(() => this.#ask(row, row.wanted as Digest, policies));
    this.#answers.set(key, asking);
    return asking;
  }

  /** What the policies have found since this was last asked. */
  takeFindings(): readonly Finding[] {
    const findings = this.#untold;
    this.#untold = [];
    return findings;
  }

  async #ask(row: Row, wanted: Digest, policies: readonly SignaturePolicy[]): Promise<Error | null> {
    const { context, signal } = this.#gating;
    try {
      const trust = await trustOf(context);
      const subjects = await this.#subjectsOf(row, wanted);
      const material = await this.#materialOf(row, subjects);
      const verdicts = verifySignatures(subjects, material, { policies, trust, signal });
      context.signers.note(row, verdicts);
      const place = { source: row.name, digest: wanted, mirror: null };
      return this.#refusalOf(signatureFindings(verdicts, place));
    } catch (error) {
      return signal.aborted
        ? new CopyFailure('source', new MirrorError('aborted', 'stopped'))
        : asFailure('source', toMirrorError(error));
    }
  }

  #refusalOf(findings: readonly Finding[]): Error | null {
    const [first] = findings;
    if (first === undefined) return null;
    this.#untold.push(...findings);
    const reason = new MirrorError('refused', `${first.rule}: ${first.message}`);
    return new CopyFailure('source', reason, first.rule);
  }

  /** The root, and the index above it, where that really names it: who signed the index has signed the digests in it. */
  async #subjectsOf({ source, sourceDigest }: Row, wanted: Digest): Promise<readonly Digest[]> {
    if (sourceDigest === null || sourceDigest === wanted) return [wanted];
    const { context, signal } = this.#gating;
    const raw = await context.health.guard(`source ${source.origin}`, signal, (guarded) =>
      source.readManifest(sourceDigest, guarded),
    );
    context.meter.sourceBytes += raw.bytes.byteLength;
    const parsed = parseManifest(raw);
    const isChild =
      parsed.ok &&
      parsed.node.kind === 'index' &&
      parsed.node.children.some(({ descriptor }) => descriptor.digest === wanted);
    return isChild ? [wanted, sourceDigest] : [wanted];
  }

  #materialOf(row: Row, subjects: readonly Digest[]) {
    const { context, search, signal } = this.#gating;
    const place = `source ${row.source.origin}`;
    const key = keyOfRow(row);
    const ofRoot = key === null ? null : sourceLists(row, key, { search, context });
    return materialBeside(subjects, {
      store: row.source,
      place,
      health: context.health,
      signal,
      listOf: (subject) =>
        ofRoot !== null && subject === row.wanted
          ? ofRoot.of(subject)
          : search.of(row.source, subject, { place }),
      onBytes: (bytes) => {
        context.meter.sourceBytes += bytes;
      },
    });
  }
}
