/** Findings: what is wrong with the things a command examines, as data. Wording is made where it is found. */

export type Severity = 'error' | 'warning' | 'note';

/** What a rule can be set to in the mirror manifest (`rules:`). */
export type RuleLevel = Severity | 'off';

/** Rule names with their default severity (contract, section 6). Issue-specific rules are added here and nowhere else. */
export const RULES = {
  // the mirror manifest, the lock, the command line
  'manifest-invalid': 'error',
  'lock-invalid': 'error',
  'accept-expired': 'error',
  // resolve
  'no-lock': 'warning',
  'not-locked': 'error',
  'no-history': 'note',
  'source-gone': 'warning',
  'tag-rollback': 'error',
  'tag-overwritten': 'warning',
  'tag-immutable': 'error',
  'untagged-lost': 'error',
  'source-unreadable': 'error',
  // copy
  'copy-failed': 'error',
  'mirror-unreachable': 'error',
  'sparse-index-refused': 'error',
  'sparse-index': 'note',
  'foreign-layer': 'note',
  'range-ignored': 'note',
  'referrers-not-copied': 'note',
  'referrers-unreadable': 'error',
  'referrer-invalid': 'warning',
  'referrer-missing': 'warning',
  'manifest-missing': 'error',
  'manifest-digest-mismatch': 'error',
  'manifest-size-mismatch': 'error',
  'manifest-ambiguous': 'error',
  'manifest-unparsable': 'error',
  'blob-missing': 'error',
  'blob-size-mismatch': 'error',
  'blob-digest-mismatch': 'error',
  'media-type-mismatch': 'error',
  'insecure-connection': 'warning',
  'state-set-aside': 'note',
  // drift (contract, section 7)
  unreadable: 'error',
  missing: 'error',
  incomplete: 'error',
  ahead: 'error',
  stale: 'error',
  partial: 'warning',
  equivalent: 'warning',
  diverged: 'error',
  'lock-behind': 'note',
  'mirrors-disagree': 'warning',
  'fallback-rollback': 'error',
  // verify (contract, section 8)
  'media-type-unknown': 'note',
  'schema1-manifest': 'warning',
  'config-octet-stream': 'warning',
  'runtime-unsupported': 'error',
  'platform-mismatch': 'warning',
  'diff-id-mismatch': 'error',
  'layer-undecodable': 'error',
  'encrypted-layer': 'note',
  'nested-index': 'note',
  // signatures (docs/signatures.md)
  'signature-missing': 'error',
  'signature-invalid': 'error',
  'signature-policy-unmeetable': 'error',
  'signature-policy-unused': 'warning',
  'signature-policy-broad': 'warning',
  'signature-policy-uncopied': 'warning',
  'signature-policy-unlogged': 'note',
  'signature-policy-uncovered': 'note',
  // policies (contract, section 9)
  'policy-invalid': 'error',
  'policy-ignored': 'error',
  'policy-unknown-key': 'warning',
  'policy-no-effect': 'warning',
  'policy-deprecated': 'warning',
  'policy-conflict': 'error',
  'policy-replaced': 'warning',
  'policy-rewrite-invalid': 'error',
  'policy-inexpressible': 'error',
  'policy-uncovered': 'warning',
  'policy-unfilled': 'warning',
  'policy-tag-mirror': 'warning',
  'policy-stale-wins': 'note',
  'policy-insecure': 'warning',
  'policy-push-mirror': 'warning',
  'policy-order-loop': 'warning',
  'policy-blocked-no-mirror': 'warning',
  'policy-mirror-blocked': 'warning',
  'policy-shadowed': 'warning',
  'policy-unhealthy-mirror': 'warning',
  'policy-outdated': 'error',
} as const satisfies Record<string, Severity>;

export type Rule = keyof typeof RULES;

/** A place in a user's file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is wrong and where, one line, at least 12 hex digits of each digest. */
  readonly message: string;
  /** What it means and what to do, one or two sentences. */
  readonly help: string;
  /** Canonical source, `docker.io/library/redis:7.4`. */
  readonly source?: string;
  readonly mirror?: string;
  /** Full place on the mirror, `eu.example.com/mirror/library/redis:7.4`. */
  readonly target?: string;
  readonly digest?: string;
  /** What else one cause touches; at most 20 are listed in the report, `affectedCount` counts all. */
  readonly affects?: readonly string[];
  readonly affectedCount?: number;
  readonly repaired?: { readonly from: string; readonly bytes: number };
  /** Set when an `accept` entry of the mirror manifest covers it; it then no longer counts. */
  readonly accepted?: boolean;
  readonly at?: Position;
}

/** A finding of `rule` at its default severity. */
export function finding(
  rule: Rule,
  facts: Omit<Finding, 'rule' | 'severity'> & { readonly severity?: Severity },
): Finding {
  return { severity: RULES[rule], ...facts, rule };
}

export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
