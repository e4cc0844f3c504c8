/** `registries:` of the mirror manifest. */
import type { Position } from '../finding.ts';
import { parseHost } from '../oci/reference.ts';
import type { RegistrySettings } from './mirrorfile.ts';
import { ENV_NAME_PATTERN, type MirrorFileShape } from './mirrorfile-schema.ts';
import { pathText, type Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown, userinfoEnd } from './shown.ts';
import type { Path } from './yaml-document.ts';

type RegistriesShape = Sound<NonNullable<MirrorFileShape['registries']>>;
type RegistryShape = NonNullable<RegistriesShape[string]>;

const envName = new RegExp(ENV_NAME_PATTERN);

/** Settings by normalised `host[:port]`. Where a value has a fault the settings go on without it: it is told here, once. */
export function readRegistries(
  shapes: RegistriesShape,
  reading: Reading,
): ReadonlyMap<string, RegistrySettings> {
  const registries = new Map<string, RegistrySettings>();
  for (const [key, shape] of Object.entries(shapes)) {
    const at = reading.document.keyPositionOf(['registries'], key);
    const host = readHost(key, at, reading);
    if (shape === undefined) continue;
    const settings = readRegistry(shape, ['registries', key], { reading, at });
    const earlier = host === null ? undefined : registries.get(host);
    if (earlier !== undefined) {
      reading.fault(
        at,
        `registry ${shown(key)} is given twice; first in line ${earlier.at.line}`,
        'keep one of the two',
      );
    } else if (host !== null) registries.set(host, settings);
  }
  return registries;
}

function readHost(key: string, at: Position, reading: Reading): string | null {
  const parsed = parseHost(key);
  if (parsed.ok) return parsed.value;
  const why = userinfoEnd(key) === null ? parsed.why : 'user names and passwords do not stand in this file';
  reading.fault(
    at,
    `registry ${shown(key)} cannot be used: ${why}`,
    'registries are given by host[:port], without scheme and path',
  );
  return null;
}

function readRegistry(
  shape: RegistryShape,
  path: Path,
  { reading, at }: { reading: Reading; at: Position },
): RegistrySettings {
  return {
    tls: readTls(shape.tls, [...path, 'tls'], reading),
    auth: readAuth(shape.auth, [...path, 'auth'], reading),
    concurrency: shape.concurrency ?? null,
    endpoints: readEndpoints(shape.endpoints ?? [], [...path, 'endpoints'], reading),
    at,
  };
}

function readTls(tls: RegistryShape['tls'], path: Path, reading: Reading): RegistrySettings['tls'] {
  if (tls === undefined) return { kind: 'default' };
  if (tls === false) return { kind: 'plain-http' };
  if (tls === true) return { kind: 'https', ca: null, cert: null, key: null, skipVerify: false };
  const { ca = null, cert = null, key = null, skipVerify = false } = tls;
  for (const [name, file] of Object.entries({ ca, cert, key })) {
    if (file === '')
      reading.fault(
        [...path, name],
        `${pathText([...path, name])} names no file`,
        'write the path of a PEM file, or remove the key',
      );
  }
  if ((cert === null) !== (key === null)) {
    const [there, missing] = cert === null ? ['key', 'cert'] : ['cert', 'key'];
    reading.fault(
      [...path, there],
      `${pathText(path)} has ${there} without ${missing}`,
      'a client certificate needs both cert and key',
    );
    return { kind: 'https', ca: ca || null, cert: null, key: null, skipVerify };
  }
  return { kind: 'https', ca: ca || null, cert: cert || null, key: key || null, skipVerify };
}

function readAuth(auth: RegistryShape['auth'], path: Path, reading: Reading): RegistrySettings['auth'] {
  if (auth === undefined) return null;
  const usernameEnv = readEnvName(auth.usernameEnv, [...path, 'usernameEnv'], reading);
  const passwordEnv = readEnvName(auth.passwordEnv, [...path, 'passwordEnv'], reading);
  return usernameEnv === null || passwordEnv === null ? null : { usernameEnv, passwordEnv };
}

/** What was written is not shown unless it is a name: it may be a secret in the wrong place. */
function readEnvName(name: string | undefined, path: Path, reading: Reading): string | null {
  if (name === undefined) return null;
  if (!envName.test(name)) {
    reading.fault(
      path,
      `${pathText(path)} is not the name of an environment variable`,
      'write the name of the variable, such as MIRROR_EU_PASSWORD, never the secret itself',
    );
  } else if (/^(ACTIONS|RUNNER)_/i.test(name)) {
    reading.fault(
      path,
      `${pathText(path)} names ${name}, which belongs to the runner`,
      'use a variable of your own that begins with MIRROR_',
    );
  } else return name;
  return null;
}

function readEndpoints(endpoints: readonly (string | undefined)[], path: Path, reading: Reading): string[] {
  return endpoints.flatMap((endpoint, index) => {
    if (endpoint === undefined) return [];
    const why = whyNotEndpoint(endpoint);
    if (why === null) return [endpoint.replace(/\/+$/, '')];
    const place = [...path, index];
    reading.fault(
      place,
      `${pathText(place)}: ${shown(endpoint)} cannot be used: ${why}`,
      'write a base URL such as https://mirror.gcr.io',
    );
    return [];
  });
}

function whyNotEndpoint(endpoint: string): string | null {
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) return 'it is not an http or https URL';
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return 'user names and passwords do not stand in this file';
  return url.search !== '' || url.hash !== '' ? 'it has a query or a fragment' : null;
}
