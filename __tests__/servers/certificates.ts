/** A private certificate authority made with openssl, for servers on 127.0.0.1 and localhost. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOk, temporaryDirectory } from './processes.ts';
import { toolPath } from './tools.ts';

export interface KeyPair {
  /** Paths of PEM files. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateAuthority {
  /** Path of the CA's PEM certificate. */
  readonly ca: string;
  /** For TLS servers on 127.0.0.1, ::1 and localhost. */
  readonly server: KeyPair;
  /** For TLS clients. */
  readonly client: KeyPair;
  /** For a TLS server with other names (`DNS:registry.example`), or one that was good until yesterday. */
  issueServer(options: { readonly names?: string; readonly expired?: boolean }): Promise<KeyPair>;
}

const SUBJECT_ALTERNATIVE_NAMES = 'IP:127.0.0.1,IP:::1,DNS:localhost';
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Needs the tool `openssl`. Certificates are good for two days. */
export async function makeCertificateAuthority(): Promise<CertificateAuthority> {
  const directory = temporaryDirectory('ca');
  const authority = { cert: join(directory, 'ca.pem'), key: join(directory, 'ca.key') };
  await openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    '-days',
    '2',
    '-subj',
    '/CN=mirror-action test CA',
    '-keyout',
    authority.key,
    '-out',
    authority.cert,
  ]);
  const issue = (name: string, extensions: string, days = 2): Promise<KeyPair> =>
    issueCertificate(authority, { stem: join(directory, name), extensions, days });
  const issueServer = (name: string, names: string, days?: number): Promise<KeyPair> =>
    issue(name, `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`, days);
  let issued = 0;
  return {
    ca: authority.cert,
    server: await issueServer('server', SUBJECT_ALTERNATIVE_NAMES),
    client: await issue('client', 'extendedKeyUsage=clientAuth\n'),
    issueServer: ({ names = SUBJECT_ALTERNATIVE_NAMES, expired = false }) =>
      issueServer(`server-${++issued}`, names, expired ? -1 : 2),
  };
}

interface Request {
  /** Path without extension. */
  readonly stem: string;
  readonly extensions: string;
  readonly days: number;
}

async function issueCertificate(authority: KeyPair, { stem, extensions, days }: Request): Promise<KeyPair> {
  const pair = { cert: `${stem}.pem`, key: `${stem}.key` };
  const [request, extensionFile] = [`${stem}.csr`, `${stem}.ext`];
  writeFileSync(extensionFile, extensions);
  await openssl([
    'req',
    '-new',
    ...NEW_KEY,
    '-subj',
    '/CN=mirror-action test',
    '-keyout',
    pair.key,
    '-out',
    request,
  ]);
  const issuer = ['-CA', authority.cert, '-CAkey', authority.key, '-CAcreateserial'];
  await openssl([
    'x509',
    '-req',
    '-in',
    request,
    ...issuer,
    '-days',
    `${days}`,
    '-extfile',
    extensionFile,
    '-out',
    pair.cert,
  ]);
  return pair;
}

async function openssl(args: readonly string[]): Promise<void> {
  await runOk(toolPath('openssl'), args);
}
