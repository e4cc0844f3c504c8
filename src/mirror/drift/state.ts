/** The state of one image on one mirror: the table of the contract, section 7, first match wins. Pure. */
import type { Digest } from '../../oci/digest.ts';
import type { DriftClock, MirrorView, WantedDigest } from './compared.ts';
import type { Relation } from './relation.ts';
import { supersededAt, type Timeline, versionOf, versionsBetween } from './timeline.ts';

/** What else is said of a state depends on the state. Severity is before the user's rules and the state of the mirror. */
export type DriftState =
  | {
      readonly state: 'unreadable';
      readonly severity: 'error';
      readonly why: string;
      readonly isTold: boolean;
    }
  | { readonly state: 'source-gone'; readonly severity: 'warning' }
  /** `sinceMs`: when the source was first seen with what is wanted; null where it never was. */
  | { readonly state: 'missing'; readonly severity: 'error' | 'note'; readonly sinceMs: number | null }
  | { readonly state: 'in-sync'; readonly severity: null }
  | { readonly state: 'incomplete'; readonly severity: 'error'; readonly lack: string }
  /** `sinceMs`: when the source was first seen with what the mirror has. */
  | {
      readonly state: 'ahead';
      readonly severity: 'error';
      readonly versions: number;
      readonly sinceMs: number | null;
    }
  /** `sinceMs`: when the source was first seen with something newer than what the mirror has. */
  | {
      readonly state: 'stale';
      readonly severity: 'error' | 'warning';
      readonly versions: number;
      readonly sinceMs: number | null;
    }
  | {
      readonly state: 'partial';
      readonly severity: 'error' | 'warning';
      readonly relation: Extract<Relation, { readonly kind: 'partial' }>;
    }
  | {
      readonly state: 'equivalent';
      readonly severity: 'warning';
      readonly relation: Extract<Relation, { readonly kind: 'equivalent' }>;
    }
  /** `isServed`: the source was seen with it, but never with what is wanted, so that neither is known to be older. */
  | { readonly state: 'diverged'; readonly severity: 'error'; readonly isServed: boolean };

/** In the order of the table. */
export const DRIFT_NAMES = [
  'unreadable',
  'source-gone',
  'missing',
  'in-sync',
  'incomplete',
  'ahead',
  'stale',
  'partial',
  'equivalent',
  'diverged',
] as const satisfies readonly DriftState['state'][];

export type DriftName = DriftState['state'];

export interface Comparison extends DriftClock {
  readonly wanted: WantedDigest;
  readonly view: MirrorView;
  readonly timeline: Timeline;
}

/** Null where nothing was compared: the mirror was not asked, or what is wanted could not be found out. */
export function decideState(comparison: Comparison): DriftState | null {
  const { wanted, view } = comparison;
  if (view.kind === 'not-read') return null;
  if (view.kind === 'unreadable')
    return { state: 'unreadable', severity: 'error', why: view.why, isTold: view.isTold };
  if (wanted.kind === 'unknown') return null;
  if (wanted.kind === 'gone') return { state: 'source-gone', severity: 'warning' };
  if (view.kind === 'absent') return missing(wanted.digest, comparison);
  if (view.digest === wanted.digest) return sameDigest(view.lack);
  return otherDigest(wanted.digest, view, comparison);
}

function missing(wanted: Digest, { timeline, ...clock }: Comparison): DriftState {
  const sinceMs = versionOf(timeline, wanted)?.sinceMs ?? null;
  return { state: 'missing', severity: isYoung(sinceMs, clock) ? 'note' : 'error', sinceMs };
}

function sameDigest(lack: string | null): DriftState {
  if (lack === null) return { state: 'in-sync', severity: null };
  return { state: 'incomplete', severity: 'error', lack };
}

function otherDigest(
  wanted: Digest,
  { digest, relation }: Extract<MirrorView, { readonly kind: 'present' }>,
  { timeline, ...clock }: Comparison,
): DriftState {
  const versions = versionsBetween(timeline, digest, wanted);
  if (versions !== null && versions < 0) {
    const sinceMs = versionOf(timeline, digest)?.sinceMs ?? null;
    return { state: 'ahead', severity: 'error', versions: -versions, sinceMs };
  }
  if (versions !== null && versions > 0) {
    const sinceMs = supersededAt(timeline, digest);
    return { state: 'stale', severity: isYoung(sinceMs, clock) ? 'warning' : 'error', versions, sinceMs };
  }
  if (relation.kind === 'partial') {
    const severity = relation.missing.length > 0 ? 'error' : 'warning';
    return { state: 'partial', severity, relation };
  }
  if (relation.kind === 'equivalent') return { state: 'equivalent', severity: 'warning', relation };
  return { state: 'diverged', severity: 'error', isServed: versionOf(timeline, digest) !== null };
}

/** Younger than `maxLag`; what is not known to be young is not. */
function isYoung(sinceMs: number | null, { nowMs, maxLagMs }: DriftClock): boolean {
  return sinceMs !== null && nowMs - sinceMs < maxLagMs;
}
