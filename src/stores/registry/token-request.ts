/** Asking a token server for a bearer token (distribution token and oauth2 specs). */
import type { Dispatcher } from 'undici';
import { MirrorError } from '../../errors.ts';
import type { Credential } from './credential.ts';
import { answerError } from './errors.ts';
import type { Meter } from './meter.ts';
import { oneLine } from './outside-text.ts';
import type { Realm } from './realm.ts';
import { isRedirect } from './redirect.ts';
import type { Scopes } from './scope.ts';
import type { PatienceOptions } from './settings.ts';
import { type Answer, sendRequest } from './wire.ts';

export interface TokenQuestion {
  readonly realm: Realm;
  readonly service: string | null;
  readonly scopes: Scopes;
  /** Already withheld (null) where the realm is not trusted. */
  readonly credential: Credential | null;
  /** The registry, for messages. */
  readonly host: string;
}

export interface TokenAnswer {
  readonly token: string;
  readonly lifetimeMs: number;
}

export interface TokenWire {
  readonly dispatcherFor: (url: URL) => Dispatcher;
  readonly patience: PatienceOptions;
  readonly meter: Meter;
  readonly userAgent: string;
}

const TOKEN_ANSWER_LIMIT_BYTES = 64 * 1024;
/** Also the default (token spec: "if omitted, this defaults to 60 seconds"). */
const SHORTEST_LIFETIME_MS = 60_000;
const LONGEST_LIFETIME_MS = 24 * 3600 * 1000;
const CLIENT_ID = 'mirror-action';

/** One token; no retries. Throws `unauthorized`, `denied`, `unavailable`, `rate-limited`, `invalid-response`, `unsafe`. */
export async function requestToken(
  question: TokenQuestion,
  wire: TokenWire,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const [first, second] = formsFor(question.credential);
  let answer = await ask(first, { question, wire }, signal);
  if ((answer.status === 404 || answer.status === 405) && second !== undefined) {
    await answer.discard();
    answer = await ask(second, { question, wire }, signal);
  }
  const body = Buffer.from(await answer.bytes(TOKEN_ANSWER_LIMIT_BYTES)).toString('utf8');
  if (answer.status === 200) return readToken(body, question);
  throw refusal(answer, body, question);
}

type Form = 'get' | 'post';

/** Passwords go by GET, which every token server has; refresh tokens by POST, which is their place. The other is the second try. */
function formsFor(credential: Credential | null): readonly [Form, Form?] {
  if (credential === null) return ['get'];
  return credential.kind === 'identity-token' ? ['post', 'get'] : ['get', 'post'];
}

async function ask(
  form: Form,
  { question, wire }: { readonly question: TokenQuestion; readonly wire: TokenWire },
  signal: AbortSignal,
): Promise<Answer> {
  const { method, url, headers, body } = form === 'get' ? getForm(question) : postForm(question);
  wire.meter.add('tokenRequests', 1);
  return sendRequest(
    {
      dispatcher: wire.dispatcherFor(url),
      url,
      method,
      headers: {
        'user-agent': wire.userAgent,
        'accept-encoding': 'identity',
        accept: 'application/json',
        ...headers,
      },
      body,
      errand: errandOf(question),
      patience: wire.patience,
      answerTimeoutMs: wire.patience.headersTimeoutMs,
      onSent: () => {},
      onDone: () => {},
    },
    signal,
  );
}

interface Prepared {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

function getForm({ realm, service, scopes, credential }: TokenQuestion): Prepared {
  const url = new URL(realm.url);
  if (service !== null) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  return { method: 'GET', url, headers: basicHeader(credential), body: null };
}

function postForm({ realm, service, scopes, credential }: TokenQuestion): Prepared {
  const fields = new URLSearchParams({ client_id: CLIENT_ID, scope: scopes.join(' ') });
  if (service !== null) fields.set('service', service);
  if (credential?.kind === 'identity-token') {
    fields.set('grant_type', 'refresh_token');
    fields.set('refresh_token', credential.token);
  } else if (credential?.kind === 'basic') {
    fields.set('grant_type', 'password');
    fields.set('username', credential.username);
    fields.set('password', credential.password);
  }
  return {
    method: 'POST',
    url: realm.url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(fields.toString()),
  };
}

function basicHeader(credential: Credential | null): Readonly<Record<string, string>> {
  switch (credential?.kind) {
    case 'basic':
      return { authorization: `Basic ${base64(`${credential.username}:${credential.password}`)}` };
    case 'identity-token':
      return { authorization: `Basic ${base64(`<token>:${credential.token}`)}` };
    default:
      return {};
  }
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function readToken(body: string, question: TokenQuestion): TokenAnswer {
  const fields = parseObject(body);
  const token = [fields?.token, fields?.access_token].find(
    (value) => typeof value === 'string' && value !== '',
  );
  // what stands in a header must be visible ASCII
  if (typeof token !== 'string' || !/^[!-~]+$/.test(token)) {
    throw new MirrorError('invalid-response', `${question.realm.url.host} answered without a token`, {
      where: question.host,
      fix: 'check the token server (realm) of the registry',
    });
  }
  const seconds = Number(fields?.expires_in);
  const lifetimeMs = Number.isFinite(seconds) ? seconds * 1000 : 0;
  return { token, lifetimeMs: Math.min(LONGEST_LIFETIME_MS, Math.max(SHORTEST_LIFETIME_MS, lifetimeMs)) };
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function refusal({ status, header }: Answer, body: string, question: TokenQuestion): MirrorError {
  const { realm, host } = question;
  if (isRedirect(status)) {
    const to = oneLine((header('location') ?? '').split('?')[0] ?? '');
    return new MirrorError(
      'unsafe',
      `the token server ${realm.url.host} redirects to "${to}", which is not followed`,
      {
        where: host,
        fix: 'correct the token server (realm) in the settings of the registry',
      },
    );
  }
  return answerError(
    { status: status === 400 ? 401 : status, body, answeredBy: realm.url.host },
    errandOf(question),
  );
}

function errandOf({ host, scopes }: TokenQuestion) {
  const writes = scopes.some((scope) => scope.includes('push'));
  return { task: 'get a token', where: host, host, writes };
}
