/** One registry as its operations see it, and one repository there. */
import type { Errand } from './errand.ts';
import type { ManifestMemory } from './manifest-memory.ts';
import type { Meter } from './meter.ts';
import type { Persistent } from './persist.ts';
import type { ReferrerApiMemory } from './referrer-api-memory.ts';
import type { Requester } from './request.ts';
import type { PatienceOptions } from './settings.ts';
import type { UploadMemory } from './upload-memory.ts';

export interface RegistryClient extends Requester, Persistent {
  /** As the user names it: `docker.io`, `reg.example.com:5000`. */
  readonly host: string;
  /** Where it answers: `https://registry-1.docker.io`. */
  readonly origin: string;
  /** What stands before `/v2/`, usually nothing: `https://mirror.example.com/prefix`. */
  readonly base: URL;
  readonly patience: PatienceOptions;
  readonly meter: Meter;
  readonly uploads: UploadMemory;
  readonly manifests: ManifestMemory;
  readonly referrerApis: ReferrerApiMemory;
  readonly warn: (message: string) => void;
}

export interface Place {
  readonly client: RegistryClient;
  readonly repository: string;
}

/** `registry.example.com/mirror/library/redis` */
export function placeName({ client, repository }: Place): string {
  return `${client.host}/${repository}`;
}

/** The address of `rest` (`manifests/latest`) of the place's repository. */
export function addressOf({ client, repository }: Place, rest: string): URL {
  const prefix = client.base.pathname.replace(/\/+$/, '');
  return new URL(`${prefix}/v2/${repository}/${rest}`, client.base);
}

/** The words for errors of `task` at this place; `what` (`:7.4`, `@sha256:…`) follows its name. */
export function errandAt(place: Place, task: string, what = ''): Errand {
  return { task, where: `${placeName(place)}${what}`, host: place.client.host, writes: false };
}

export function writingErrandAt(place: Place, task: string, what = ''): Errand {
  return { ...errandAt(place, task, what), writes: true };
}
