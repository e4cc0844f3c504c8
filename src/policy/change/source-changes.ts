/** What a change of policies does: for each source, the places that nodes try before and after. */
import { effectiveRegistries } from '../effective-registries.ts';
import { explainContainerd } from '../explain-containerd.ts';
import { usableMirrors } from '../explain-registries.ts';
import type { ExplainedEndpoint } from '../explanation.ts';
import { compareNames } from '../mirror-order.ts';
import {
  documentsOf,
  type PolicyDocument,
  type PullBy,
  type RegistryMirror,
  type RegistryTable,
} from '../model.ts';
import { findTable, matchedLength } from '../registry-prefix.ts';
import { type Effect, effectsOf, GRAVITY } from './effects.ts';

/** Where one kind of pull of one scope goes. */
export interface SourceChange {
  readonly runtime: 'cri-o' | 'containerd';
  readonly pull: PullBy;
  /** The scope as policies write it; for containerd, which knows hosts only, `host/…`. */
  readonly source: string;
  readonly before: readonly Attempt[];
  readonly after: readonly Attempt[];
  readonly effects: readonly Effect[];
}

export type Attempt = ExplainedEndpoint;

const PULLS = ['digest', 'tag'] as const;
/** Stands for the repository below a host. */
const ANY = '…';
/** Places listed for a source by way of a wider scope, which has them all at its own: files of strangers may have thousands. */
const MOST_INHERITED = 20;
/** Places of a host, which may all come from `_default`. */
const MOST_OF_HOST = 1_000;

/**
 * Every source of either side for which something is different, the gravest first. Objects that a conflict keeps from the
 * nodes are taken as they are meant: that they are not applied is a finding of its own.
 */
export function sourceChanges(
  before: readonly PolicyDocument[],
  after: readonly PolicyDocument[],
): readonly SourceChange[] {
  return [...registryChanges(before, after), ...containerdChanges(before, after)]
    .filter((change) => sketch(change.before) !== sketch(change.after))
    .sort((a, b) => gravityOf(a) - gravityOf(b));
}

function sketch(attempts: readonly Attempt[]): string {
  return JSON.stringify(attempts.map(({ endpoint, blocked, insecure }) => [endpoint, blocked, insecure]));
}

function gravityOf({ effects }: SourceChange): number {
  return Math.min(GRAVITY.length, ...effects.map(({ kind }) => GRAVITY.indexOf(kind)));
}

function registryChanges(
  before: readonly PolicyDocument[],
  after: readonly PolicyDocument[],
): readonly SourceChange[] {
  const [old, now] = [new Tables(before), new Tables(after)];
  const scopes = new Set([...old.scopes, ...now.scopes]);
  return [...scopes].sort(compareNames).flatMap((source) =>
    PULLS.map((pull) => {
      const sides = { before: old.attemptsFor(source, pull), after: now.attemptsFor(source, pull) };
      return changeOf({ runtime: 'cri-o', pull, source, ...sides });
    }),
  );
}

function changeOf(change: Omit<SourceChange, 'effects'>): SourceChange {
  return { ...change, effects: effectsOf(change) };
}

/** The tables of one side. */
class Tables {
  readonly #tables: readonly RegistryTable[];
  /** Mirrors that are tried, by table: one table may stand for thousands of scopes. */
  readonly #mirrors = {
    digest: new Map<RegistryTable, readonly RegistryMirror[]>(),
    tag: new Map<RegistryTable, readonly RegistryMirror[]>(),
  };

  constructor(documents: readonly PolicyDocument[]) {
    this.#tables = effectiveRegistries(documents, { asIfApplied: true }).tables ?? [];
  }

  get scopes(): readonly string[] {
    return this.#tables.map(({ prefix }) => prefix);
  }

  /** By names alone, since a scope is not always a repository. */
  attemptsFor(scope: string, pull: PullBy): readonly Attempt[] {
    const table = findTable(scope, this.#tables);
    if (table === null) return [attempt(scope, { blocked: false, insecure: false, at: null })];
    const rest = scope.slice(matchedLength(scope, table.prefix) ?? scope.length);
    const place = (location: string) => (location === '' ? scope : `${location}${rest}`);
    const mirrors = this.#mirrorsOf(table, pull).slice(0, rest === '' ? undefined : MOST_INHERITED);
    return [...mirrors, table].map(({ location, insecure, at }) => {
      const endpoint = place(location);
      const blocked = findTable(endpoint, this.#tables)?.blocked ?? false;
      return attempt(endpoint, { blocked, insecure, at });
    });
  }

  #mirrorsOf(table: RegistryTable, pull: PullBy): readonly RegistryMirror[] {
    const mirrors = this.#mirrors[pull].get(table) ?? usableMirrors(table, pull);
    this.#mirrors[pull].set(table, mirrors);
    return mirrors;
  }
}

interface AttemptFacts {
  readonly blocked: boolean;
  readonly insecure: boolean;
  readonly at: RegistryTable['at'] | null;
}

function attempt(endpoint: string, { blocked, insecure, at }: AttemptFacts): Attempt {
  const { file = null, line = null, column = null } = at ?? {};
  return { endpoint, blocked, insecure, file, line, column };
}

function containerdChanges(
  before: readonly PolicyDocument[],
  after: readonly PolicyDocument[],
): readonly SourceChange[] {
  const hosts = new Set([...containerdHosts(before), ...containerdHosts(after)]);
  return [...hosts].sort(compareNames).flatMap((host) => {
    const pullsOf = (documents: readonly PolicyDocument[]) =>
      explainContainerd({ host, path: ANY }, documents).pulls;
    const [old, now] = [pullsOf(before), pullsOf(after)];
    const source = `${host}/${ANY}`;
    const alone = [attempt(source, { blocked: false, insecure: false, at: null })];
    return PULLS.map((pull) =>
      changeOf({
        runtime: 'containerd',
        pull,
        source,
        before: (old?.[pull] ?? alone).slice(0, MOST_OF_HOST),
        after: (now?.[pull] ?? alone).slice(0, MOST_OF_HOST),
      }),
    );
  });
}

function containerdHosts(documents: readonly PolicyDocument[]): readonly string[] {
  return [
    ...documentsOf(documents, 'hosts.toml').flatMap(({ namespace }) => namespace ?? []),
    ...documentsOf(documents, 'containerd-config').flatMap(({ mirrors }) => mirrors.map(({ host }) => host)),
  ];
}
