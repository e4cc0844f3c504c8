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
  const issue = (name: string, extensions: string): Promise<KeyPair> =>
    issueCertificate(authority, join(directory, name), extensions);
  return {
    ca: authority.cert,
    server: await issue(
      'server',
      `subjectAltName=${SUBJECT_ALTERNATIVE_NAMES}\nextendedKeyUsage=serverAuth\n`,
    ),
    client: await issue('client', 'extendedKeyUsage=clientAuth\n'),
  };
}

async function issueCertificate(authority: KeyPair, stem: string, extensions: string): Promise<KeyPair> {
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
    '2',
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
