/** Reads the mirror manifest: text in; the file, or every fault with its place, out. */
import { digestHex, digestOf } from '../oci/digest.ts';
import { tellCollisions } from './collisions.ts';
import { parseDuration } from './duration.ts';
import type { MirrorFile, ReadMirrorFile } from './mirrorfile.ts';
import { type MirrorFileShape, mirrorFileSchema } from './mirrorfile-schema.ts';
import { type ImageDefaults, readImages, readRuntimes } from './read-images.ts';
import { readMirrors, readTemplate } from './read-mirrors.ts';
import { readRegistries } from './read-registries.ts';
import { readAcceptances, readRules } from './read-rules.ts';
import { readSignatures } from './read-signatures.ts';
import { faultFindings, Reading } from './reading.ts';
import { checkShape, type Sound } from './shape.ts';
import { parseYaml } from './yaml-document.ts';

const RULE = 'manifest-invalid';
const DEFAULTS = { recheckAfter: '7d', maxLag: '26h', repository: '{path}' };
const NEVER_LITERALS =
  'secrets never stand in this file: name environment variables with auth: { usernameEnv, passwordEnv }';
const DURATION_HELP = 'write a duration such as 7d, 26h or 1d12h';
const SUBJECT_HELP = 'write subject for the exact identity, or subjectPattern for an RE2 pattern from ^ to $';
const KEY_HELP = {
  identity: SUBJECT_HELP,
  subjectRegExp: SUBJECT_HELP,
  threshold:
    'write a policy of its own for each signer that is needed: all that match an image have to be met',
  version: 'this release of mirror-action reads version 1',
  recheckAfter: DURATION_HELP,
  maxLag: DURATION_HELP,
  ...Object.fromEntries(
    ['username', 'user', 'password', 'pass', 'token', 'secret', 'credentials'].map((key) => [
      key,
      NEVER_LITERALS,
    ]),
  ),
};

type FileShape = Sound<MirrorFileShape>;

/**
 * Reads `text`; `path` is only named in positions. Every fault is a finding `manifest-invalid` with file, line and
 * column, all of them in one run; the file is null when there is any. Never throws.
 */
export function readMirrorFile(text: string, path: string): ReadMirrorFile {
  const { document, faults } = parseYaml(text, path);
  if (document === null) return { file: null, sound: null, findings: faultFindings(RULE, faults) };
  const reading = new Reading(RULE, document, faults);
  if (document.value === null) {
    reading.fault([], 'the mirror manifest is empty', 'begin with version: 1, mirrors and images');
    return { file: null, sound: null, findings: reading.findings() };
  }
  const shape = checkShape(mirrorFileSchema, reading, KEY_HELP);
  const file =
    shape === null
      ? null
      : readContent(shape, reading, { path, sha256: digestHex(digestOf(Buffer.from(text))) });
  const findings = reading.findings();
  return { file: findings.length === 0 ? file : null, sound: file, findings };
}

function readContent(
  shape: FileShape,
  reading: Reading,
  identity: Pick<MirrorFile, 'path' | 'sha256'>,
): MirrorFile {
  const { mirrors, names } = readMirrors(shape.mirrors ?? [], reading, { keepTags: shape.keepTags ?? true });
  const images = readImages(shape.images ?? [], {
    reading,
    defaults: imageDefaults(shape, reading),
    mirrorNames: names,
  });
  const file: MirrorFile = {
    ...identity,
    recheckAfterMs: readDuration('recheckAfter', shape, reading),
    maxLagMs: readDuration('maxLag', shape, reading),
    readFrom: shape.readFrom ?? 'mirrors-first',
    repository: readTemplate(shape.repository, ['repository'], reading) ?? DEFAULTS.repository,
    mirrors,
    registries: readRegistries(shape.registries ?? {}, reading),
    images,
    rules: readRules(shape.rules ?? {}),
    accept: readAcceptances(shape.accept ?? [], reading, names),
    signatures: readSignatures(shape.signatures, reading),
  };
  tellCollisions(file, reading);
  return file;
}

function imageDefaults(shape: FileShape, reading: Reading): ImageDefaults {
  return {
    allowMirrorByTags: shape.allowMirrorByTags ?? false,
    unlocked: shape.unlocked ?? 'error',
    referrers: shape.referrers ?? 'copy',
    runtimes: readRuntimes(shape.runtimes ?? [], ['runtimes'], reading),
  };
}

function readDuration(key: 'recheckAfter' | 'maxLag', shape: FileShape, reading: Reading): number {
  const text = shape[key] ?? DEFAULTS[key];
  return reading.take([key], parseDuration(text), { text, help: DURATION_HELP }) ?? 0;
}
