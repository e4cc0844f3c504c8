/** Asks a source what one tag or layout name means now. */
import { toMirrorError } from '../errors.ts';
import type { Want } from '../files/mirrorfile.ts';
import { type Finding, finding } from '../finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import type { Tag } from '../oci/reference.ts';
import type { RunContext } from './context.ts';
import { isOlder, sightingsOf } from './history.ts';
import type { ResolvedWant, Wanted } from './resolved-want.ts';
import { whyStopped } from './stopped.ts';

export interface Asking {
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

/** Faults and stops become findings and problems. Never throws. */
export async function askSource(
  base: Wanted & { readonly tag: Tag },
  { context, signal }: Asking,
): Promise<ResolvedWant> {
  try {
    const root = await lookUp(base, base.tag, { context, signal });
    // Who compares wants to know what mirrors have of it all the same.
    if (root === null && context.asks === 'always') return settled({ ...base, sourceSays: 'gone' });
    if (root === null) return gone(base, 'the source has no such tag');
    const resolved = { ...base, ...served(root), digest: root.digest, by: 'source' as const, root };
    return refuseRollback(resolved, root.digest, context);
  } catch (error) {
    return signal.aborted ? notReached(base, signal) : unreadable(base, error);
  }
}

/** What is decided stays; where sources are asked for every tag, what this one says is noted beside it. Never throws. */
export async function askBeside(decided: ResolvedWant, { context, signal }: Asking): Promise<ResolvedWant> {
  const { wanted } = decided;
  if (context.asks !== 'always' || wanted.tag === null) return decided;
  try {
    const root = await lookUp(wanted, wanted.tag, { context, signal });
    if (root === null) return { ...decided, wanted: { ...wanted, sourceSays: 'gone' } };
    context.history.see(wanted.name, root.digest, context.age.nowMs);
    return { ...decided, wanted: { ...wanted, ...served(root) } };
  } catch (error) {
    if (signal.aborted) return decided;
    return { ...decided, unreadable: { name: wanted.name, at: wanted.at, cause: toMirrorError(error) } };
  }
}

function lookUp({ image }: Wanted, tag: Tag, { context, signal }: Asking): Promise<Descriptor | null> {
  const source = context.stores.sourceOf(image);
  return context.health.guard(`source ${source.origin}`, signal, (guarded) => source.resolve(tag, guarded));
}

function served({ digest }: Descriptor): Pick<Wanted, 'sourceNow' | 'sourceSays'> {
  return { sourceNow: digest, sourceSays: 'serves' };
}

/** As `askSource`, for a root of an OCI image layout. */
export async function askLayout(
  base: Wanted,
  want: Want & { readonly kind: 'layout-name' },
  { context, signal }: Asking,
): Promise<ResolvedWant> {
  try {
    const root = await context.stores.layoutRoot(base.image, want.name, signal);
    if (root === null && context.asks === 'always') return settled({ ...base, sourceSays: 'gone' });
    if (root === null) return gone(base, 'the layout has no image of that name');
    return settled({ ...base, ...served(root), digest: root.digest, by: 'source', root });
  } catch (error) {
    return signal.aborted ? notReached(base, signal) : unreadable(base, error);
  }
}

/** The tool itself never goes backwards (contract, section 4, "Rollback"). */
function refuseRollback(wanted: Wanted, served: Digest, { history, age, asks }: RunContext): ResolvedWant {
  const past = history.of(wanted.name);
  history.see(wanted.name, served, age.nowMs);
  const { accepted } = past;
  // Who only compares carries nothing out: mirrors that are ahead then say so.
  if (accepted === null || wanted.image.allowRollback || asks === 'always') return settled(wanted);
  if (!isOlder(sightingsOf(past, null), served, accepted)) return settled(wanted);
  const reason = `the source went back from ${shortDigest(accepted)} to the older ${shortDigest(served)}`;
  return {
    wanted: { ...wanted, problem: { outcome: 'refused', reason } },
    findings: [rollbackFinding(wanted, reason)],
    unreadable: null,
  };
}

export function rollbackFinding({ name, digest, at }: Wanted, reason: string): Finding {
  return finding('tag-rollback', {
    message: `${name}: ${reason}`,
    help: 'A tag that moves back brings fixed faults back. If it is meant, set allowRollback: true for the image, or run lock --accept REF@DIGEST --reason TEXT.',
    source: name,
    ...(digest === null ? {} : { digest }),
    at,
  });
}

function settled(wanted: Wanted): ResolvedWant {
  return { wanted, findings: [], unreadable: null };
}

function gone(base: Wanted, reason: string): ResolvedWant {
  const gone = finding('copy-failed', {
    message: `${base.name}: ${reason}`,
    help: 'Correct the name in the mirror manifest, pin the digest that is wanted, or take the image out.',
    source: base.name,
    at: base.at,
  });
  return { wanted: { ...base, problem: { outcome: 'failed', reason } }, findings: [gone], unreadable: null };
}

/** A stop is no fault: the row waits for the next run. */
function notReached(base: Wanted, signal: AbortSignal): ResolvedWant {
  return settled({ ...base, problem: { outcome: 'deferred', reason: whyStopped(signal) } });
}

function unreadable(base: Wanted, error: unknown): ResolvedWant {
  const cause = toMirrorError(error);
  return {
    wanted: { ...base, problem: { outcome: 'failed', reason: cause.message } },
    findings: [],
    unreadable: { name: base.name, at: base.at, cause },
  };
}
