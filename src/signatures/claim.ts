/** What signed bytes claim: of which digests, and what. Read from exactly the bytes that the signature covers. */
import { isJsonObject, type JsonObject } from '../oci/descriptor-json.ts';
import { readJsonDocument } from '../oci/json-document.ts';
import { exactShape, type JsonShape, listShape, objectShape } from '../oci/json-scan.ts';
import type { Parsed } from '../oci/reference.ts';

export interface Claim {
  /** `signature`, or the predicate type of an attestation. */
  readonly what: string;
  /** `algorithm:hex` of everything it is about; nothing says that they are well formed. */
  readonly digests: readonly string[];
}

/** cosign 3 signs images with this predicate type: it says nothing but "signed". */
const COSIGN_SIGN_TYPE = 'https://sigstore.dev/cosign/sign/v1';
const STATEMENT_TYPES: ReadonlySet<unknown> = new Set([
  'https://in-toto.io/Statement/v0.1',
  'https://in-toto.io/Statement/v1',
]);
const SIMPLE_SIGNING_TYPE = 'cosign container image signature';
/** A build with more outputs than these does not sign them in one statement. */
const SUBJECT_LIMIT = 1024;
const ALGORITHMS = ['sha256', 'sha384', 'sha512'];

const STATEMENT_KEYS = objectShape({
  _type: null,
  predicateType: null,
  subject: listShape(objectShape({ name: null, digest: exactShape(ALGORITHMS) })),
});
const SIMPLE_SIGNING_KEYS = objectShape({
  critical: objectShape({
    type: null,
    identity: null,
    image: objectShape({ 'docker-manifest-digest': null }),
  }),
});

/** The claim of an in-toto statement (v0.1, v1). */
export function readStatement(payload: Uint8Array): Parsed<Claim> {
  const statement = readObject(payload, STATEMENT_KEYS);
  if (!statement.ok) return statement;
  const { _type, predicateType, subject } = statement.value;
  if (!STATEMENT_TYPES.has(_type)) return refused('it is no in-toto statement of version 0.1 or 1');
  if (typeof predicateType !== 'string' || predicateType === '') return refused('it has no predicate type');
  if (!Array.isArray(subject) || subject.length === 0) return refused('it is about nothing');
  if (subject.length > SUBJECT_LIMIT) return refused(`it is about more than ${SUBJECT_LIMIT} things`);
  const what = predicateType === COSIGN_SIGN_TYPE ? 'signature' : predicateType;
  return { ok: true, value: { what, digests: subject.flatMap(digestsOf) } };
}

function digestsOf(subject: unknown): readonly string[] {
  if (!isJsonObject(subject) || !isJsonObject(subject.digest)) return [];
  const { digest } = subject;
  return ALGORITHMS.flatMap((algorithm) => {
    const hex = Object.hasOwn(digest, algorithm) ? digest[algorithm] : null;
    return typeof hex === 'string' ? [`${algorithm}:${hex}`] : [];
  });
}

/** The claim of a simple signing payload, as cosign writes it. */
export function readSimpleSigning(payload: Uint8Array): Parsed<Claim> {
  const document = readObject(payload, SIMPLE_SIGNING_KEYS);
  if (!document.ok) return document;
  const { critical } = document.value;
  if (!isJsonObject(critical) || !isJsonObject(critical.image)) return refused('it names no image');
  if (critical.type !== SIMPLE_SIGNING_TYPE) return refused('it is no simple signing payload of cosign');
  const digest = critical.image['docker-manifest-digest'];
  if (typeof digest !== 'string') return refused('it names no digest');
  return { ok: true, value: { what: 'signature', digests: [digest] } };
}

function readObject(bytes: Uint8Array, shape: JsonShape): Parsed<JsonObject> {
  const document = readJsonDocument(bytes, shape);
  return document.ok ? { ok: true, value: document.body } : refused(document.why);
}

function refused(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}
