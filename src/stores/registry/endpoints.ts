/** Other places that serve a registry's content: asked first for what is named by digest. */
import { isMirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Place, RegistryClient } from './client.ts';
import { throwIfAborted } from './waiting.ts';

export interface Endpoints {
  /** The places for `digest`, best first, the registry itself last. */
  placesFor(place: Place, digest: Digest): readonly Place[];
  /** What the first of the places that can answers; any failure falls through to the next. */
  readFirst<T>(place: Place, read: (place: Place) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Content of this digest came damaged: from now on it is read from the registry itself. */
  mistrust(digest: Digest): void;
}

/** An endpoint that cannot be reached is left alone for this long. */
const REST_MS = 60_000;

/** `clients` are the endpoints, best first; usually none. */
export function createEndpoints(clients: readonly RegistryClient[]): Endpoints {
  const restingUntil = new Map<RegistryClient, number>();
  const mistrusted = new Set<Digest>();
  const awake = () => clients.filter((client) => (restingUntil.get(client) ?? 0) <= performance.now());
  return {
    placesFor(place, digest) {
      const others = mistrusted.has(digest) ? [] : awake();
      return [...others.map((client) => ({ client, repository: place.repository })), place];
    },
    async readFirst(place, read, signal) {
      for (const client of awake()) {
        try {
          return await read({ client, repository: place.repository });
        } catch (error) {
          throwIfAborted(signal);
          if (isOutOfOrder(error)) restingUntil.set(client, performance.now() + REST_MS);
        }
      }
      return read(place);
    },
    mistrust(digest) {
      if (clients.length > 0) mistrusted.add(digest);
    },
  };
}

/** For places that must answer themselves: what another one has proves nothing about them. */
export const NO_ENDPOINTS: Endpoints = createEndpoints([]);

function isOutOfOrder(error: unknown): boolean {
  return isMirrorError(
    error,
    'unavailable',
    'stalled',
    'tls',
    'rate-limited',
    'unsafe',
    'unauthorized',
    'denied',
  );
}
