/** The registry client with short waits, and what it told its owner. Closed after each test file. */
import { afterAll } from '@jest/globals';
import type { Credential } from '../../../src/stores/registry/credential.ts';
import {
  createRegistries,
  type Registries,
  type RegistriesOptions,
} from '../../../src/stores/registry/registries.ts';
import type { ConnectionSettings, PatienceOptions } from '../../../src/stores/registry/settings.ts';

export const SHORT_PATIENCE: PatienceOptions = {
  connectTimeoutMs: 2000,
  headersTimeoutMs: 2000,
  stallTimeoutMs: 2000,
  minimumBytesPerSecond: 1024,
  commitTimeoutMs: 2000,
  maxRetryAfterMs: 5000,
  attempts: 4,
  backoffBaseMs: 5,
  backoffCapMs: 50,
};

export interface ClientOptions {
  readonly credential?: Credential | null;
  readonly credentials?: RegistriesOptions['credentials'];
  readonly settings?: Partial<ConnectionSettings>;
  readonly settingsOf?: (host: string) => Partial<ConnectionSettings>;
  readonly patience?: Partial<PatienceOptions>;
  readonly env?: Readonly<Record<string, string>>;
  readonly uploadChunkBytes?: number;
  readonly resolve?: RegistriesOptions['resolve'];
}

export interface ClientUnderTest extends Registries {
  readonly secrets: readonly string[];
  readonly warnings: readonly string[];
}

const opened = new Set<Registries>();

afterAll(async () => {
  await Promise.all([...opened].map((registries) => registries.close()));
});

/** Plain HTTP and no credentials unless told otherwise. */
export function openClient(options: ClientOptions = {}): ClientUnderTest {
  const secrets: string[] = [];
  const warnings: string[] = [];
  const registries = createRegistries({
    settings: (host) => ({
      tls: { kind: 'plain-http' },
      concurrency: 16,
      endpoints: [],
      ...options.settings,
      ...options.settingsOf?.(host),
    }),
    credentials: options.credentials ?? (async () => options.credential ?? null),
    env: options.env ?? {},
    userAgent: 'mirror-action/test',
    onSecret: (secret) => secrets.push(secret),
    onWarning: (message) => warnings.push(message),
    patience: { ...SHORT_PATIENCE, ...options.patience },
    random: () => 0,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    ...(options.uploadChunkBytes === undefined ? {} : { uploadChunkBytes: options.uploadChunkBytes }),
  });
  opened.add(registries);
  return Object.assign(registries, { secrets, warnings });
}

export const USER: Credential = { kind: 'basic', username: 'alice', password: 'open sesame' };
