/** Azurite, a real blob store (packages of its own in `azurite/`, installed by `npm test`), in memory on 127.0.0.1. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BlobSASPermissions,
  BlobServiceClient,
  type BlockBlobClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { startServer, temporaryDirectory, waitUntil } from './processes.ts';

const PROGRAM = join(
  import.meta.dirname,
  'azurite',
  'node_modules',
  'azurite',
  'dist',
  'src',
  'blob',
  'main.js',
);
const ACCOUNT = 'devstoreaccount1';
/** Azurite's own, known to everybody. */
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const SIGNATURE_IS_GOOD_FOR_MS = 3_600_000;

export interface Azurite {
  /** A blob of the one container. */
  blob(name: string): BlockBlobClient;
  /** Address with a signature that allows `permissions`: r, w, c. */
  signedUrl(name: string, permissions: string): Promise<string>;
}

/** Stopped at the latest after the test file's last test. */
export async function startAzurite(): Promise<Azurite> {
  if (!existsSync(PROGRAM)) throw new Error('Azurite is not installed: run the tests with npm test');
  const directory = temporaryDirectory('azurite');
  const files = { stdoutFile: join(directory, 'stdout'), stderrFile: join(directory, 'stderr') };
  const options = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'];
  const server = startServer(process.execPath, [PROGRAM, '--blobPort', '0', ...options], files);
  const url = await waitUntil('Azurite listening', () => listeningUrl(files.stdoutFile, server.isRunning()), {
    timeoutMs: 60_000,
    lastWords: () => readFileSync(files.stderrFile, 'utf8').slice(-2_000),
  });
  const credential = new StorageSharedKeyCredential(ACCOUNT, KEY);
  const container = new BlobServiceClient(`${url}/${ACCOUNT}`, credential).getContainerClient('caches');
  await container.create();
  return {
    blob: (name) => container.getBlockBlobClient(name),
    signedUrl: (name, permissions) =>
      container.getBlockBlobClient(name).generateSasUrl({
        permissions: BlobSASPermissions.parse(permissions),
        expiresOn: new Date(Date.now() + SIGNATURE_IS_GOOD_FOR_MS),
      }),
  };
}

function listeningUrl(stdoutFile: string, isRunning: boolean): string | null {
  const url = /successfully listens on (http:\S+)/.exec(readFileSync(stdoutFile, 'utf8'))?.[1];
  if (url === undefined && !isRunning) throw new Error('Azurite ended at once');
  return url ?? null;
}
