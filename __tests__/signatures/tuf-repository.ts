/** A TUF repository with one target, signed with a key made on the fly, served on loopback. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const EXPIRES = '2999-01-01T00:00:00Z';
const TARGET = 'trusted_root.json';

export class TufRepository {
  /** What clients begin with. */
  readonly root: string;
  readonly requests: string[] = [];
  readonly #files: ReadonlyMap<string, string>;
  readonly #server: Server;

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
    this.root = files.get('/1.root.json') ?? '';
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.requests.push(path);
      const body = this.#files.get(path);
      response.writeHead(body === undefined ? 404 : 200).end(body);
    });
  }

  static async start(target: string): Promise<TufRepository> {
    const repository = new TufRepository(repositoryFiles(target));
    await new Promise<void>((resolve) => {
      repository.#server.listen(0, '127.0.0.1', resolve);
    });
    return repository;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function repositoryFiles(target: string): ReadonlyMap<string, string> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') },
  };
  const keyid = sha256(canonical(key));
  const role = { keyids: [keyid], threshold: 1 };
  const signed = (type: string, content: object) => {
    const body = { _type: type, spec_version: '1.0.31', version: 1, expires: EXPIRES, ...content };
    const sig = sign(null, Buffer.from(canonical(body)), privateKey).toString('hex');
    return JSON.stringify({ signed: body, signatures: [{ keyid, sig }] });
  };
  const roles = { root: role, timestamp: role, snapshot: role, targets: role };
  const described = { length: Buffer.byteLength(target), hashes: { sha256: sha256(target) } };
  return new Map([
    ['/1.root.json', signed('root', { consistent_snapshot: false, keys: { [keyid]: key }, roles })],
    ['/timestamp.json', signed('timestamp', { meta: { 'snapshot.json': { version: 1 } } })],
    ['/snapshot.json', signed('snapshot', { meta: { 'targets.json': { version: 1 } } })],
    ['/targets.json', signed('targets', { targets: { [TARGET]: described } })],
    [`/targets/${TARGET}`, target],
  ]);
}

/** JSON with sorted keys and no spaces; enough for what stands above. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
