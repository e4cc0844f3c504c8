/** What all formats can say, each in its own words: pulls of the names in a scope go to these places first. */
import { type Finding, finding, type Position } from '../finding.ts';
import type { PullBy } from './model.ts';

/** How a registry is spoken to. `insecure`: HTTPS without looking at certificates, and HTTP where that fails. */
export type Transport = 'https' | 'skip-verify' | 'http' | 'insecure';

export interface RoutePlace {
  /** `host[:port][/path]`; what follows the scope in a name is put behind it. */
  readonly location: string;
  readonly pulls: readonly PullBy[];
  readonly transport: Transport;
  /** Orders places of different routes: lower is tried earlier. */
  readonly rank: number;
  readonly at: Position;
}

export interface Route {
  /** `host[:port][/path]` or `*.host`. */
  readonly scope: string;
  /** In the order tried. */
  readonly places: readonly RoutePlace[];
  /** Whether the source itself is tried after all places. */
  readonly contactSource: boolean;
  readonly sourceTransport: Transport;
  readonly at: Position;
}

export interface Routes {
  /** By scope, in the order of bytes. */
  readonly routes: readonly Route[];
  readonly findings: readonly Finding[];
}

export interface GeneratedFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly text: string;
}

/** Files, and what their format cannot say: that is left out of them. */
export interface Generated {
  readonly files: readonly GeneratedFile[];
  readonly findings: readonly Finding[];
}

/** Places of a route for one kind of pull. */
export function placesFor(route: Route, pullBy: PullBy): readonly RoutePlace[] {
  return route.places.filter(({ pulls }) => pulls.includes(pullBy));
}

/** A finding about what a format cannot say. */
export function inexpressible(
  at: Position,
  message: string,
  { help, severity = 'error' }: { readonly help: string; readonly severity?: Finding['severity'] },
): Finding {
  return finding('policy-inexpressible', { at, message, help, severity });
}
