/** Policies in words: what a change means, and places as people read them. */
import type { ReportEffectKind, ReportPolicyChanges, ReportSourceChange, ReportTry } from './model.ts';

const MOST_EFFECTS = 10;
const MOST_PLACES = 20;

const EFFECTS: Readonly<Record<ReportEffectKind, (endpoint: string) => string>> = {
  'new-tag-trust': (endpoint) => `${endpoint} newly decides what tags mean`,
  'now-insecure': (endpoint) => `${endpoint} is newly used without a checked certificate`,
  'mirror-removed': (endpoint) => `${endpoint} is no longer tried`,
  'source-blocked': () => 'the source is never asked any more',
  'order-changed': (endpoint) => `the order is another; ${endpoint} comes earlier`,
  'source-contacted': () => 'the source is asked again',
  'mirror-added': (endpoint) => `${endpoint} is tried too`,
};

/** What stands out: who decides what runs, and what can no longer be reached. */
const GRAVE: ReadonlySet<ReportEffectKind> = new Set([
  'new-tag-trust',
  'now-insecure',
  'mirror-removed',
  'source-blocked',
  'order-changed',
]);

/** `⚠ m.example.com/x newly decides what tags mean`; the gravest first. */
export function effectTexts({ effects }: ReportSourceChange): readonly string[] {
  if (effects.length === 0) return ['only how it is spoken to changes'];
  const told = effects.map(
    ({ kind, endpoint }) => `${GRAVE.has(kind) ? '⚠ ' : ''}${EFFECTS[kind](endpoint)}`,
  );
  return atMost(told, MOST_EFFECTS);
}

/** `m.example.com/x, then docker.io/x (blocked)` */
export function placesText(places: readonly ReportTry[]): string {
  if (places.length === 0) return 'nothing: the pull fails';
  return atMost(places.map(placeText), MOST_PLACES).join(', then ');
}

/** Policies of strangers may name thousands; the JSON report has all of them. */
function atMost(texts: readonly string[], most: number): readonly string[] {
  return texts.length <= most ? texts : [...texts.slice(0, most), `${texts.length - most} more`];
}

export function placeText({ endpoint, blocked, insecure }: ReportTry): string {
  return `${endpoint}${blocked ? ' (blocked)' : ''}${insecure ? ' (insecure)' : ''}`;
}

/** Whether nodes drain, in one sentence; null where it is not a question. */
export function drainText({ nodes }: ReportPolicyChanges): string | null {
  if (nodes === null) return null;
  const reasons = nodes.reasons.join('; ');
  if (nodes.drain) return `Nodes of OpenShift will be drained one after the other: ${reasons}.`;
  return `Nodes of OpenShift will not be drained${reasons === '' ? '' : `: ${reasons}`}.`;
}

const TRUST: Readonly<Record<string, string>> = {
  'new-host': 'a host that was not spoken to before',
  'new-variable': 'a variable that was not read before',
  'skip-verify': 'certificates are no longer checked',
  'plain-http': 'spoken to over plain HTTP',
  'tags-allowed': 'tags are mirrored too',
  'wider-select': 'more tags may be selected',
  'rollback-allowed': 'may go back to older digests',
  'unlocked-allowed': 'may be resolved without the lock',
  'immutable-dropped': 'tags may move that could not',
  'rule-weakened': 'a rule weighs less',
  accepted: 'a finding is accepted',
  'pin-moved': 'a pin is another, or gone',
  'not-locked': 'no longer locked',
  'tag-moved': 'the lock says another digest',
};

export function trustText(kind: string): string {
  return TRUST[kind] ?? kind;
}

/** `file:line`; a dash where nothing says so. */
export function saidBy({
  file,
  line,
}: {
  readonly file: string | null;
  readonly line: number | null;
}): string {
  return file === null ? '–' : `${file}${line === null ? '' : `:${line}`}`;
}
