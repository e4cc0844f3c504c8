/** `serve DIR`: an OCI image layout directory as a registry. */
import { openLayout } from '../stores/layout/layout.ts';
import { createLayoutBackend } from './layout-backend.ts';
import { createRegistryServer, type RegistryServer, type RequestRecord } from './registry-server.ts';

export interface ServeLayoutOptions {
  /** Absolute. */
  readonly directory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Take pushes; the directory is made where it is not yet. */
  readonly writable: boolean;
  /** Told one line per request. */
  readonly log: (line: string) => void;
  /** For callers that want to stop waiting for the start. */
  readonly signal?: AbortSignal;
}

/** Starts serving. Throws `input` when the directory is no layout or the address cannot be listened on, `io`. */
export async function serveLayout(options: ServeLayoutOptions): Promise<RegistryServer> {
  const layout = openLayout(options.directory);
  const signal = options.signal ?? new AbortController().signal;
  if (options.writable) {
    await layout.repository('').checkPush(signal);
    await layout.index.change({ put: new Map(), drop: new Set() }, signal);
  }
  await layout.roots(signal);
  return await createRegistryServer(createLayoutBackend(layout), {
    host: options.host,
    port: options.port,
    writable: options.writable,
    sparse: true,
    onRequest: (record) => options.log(requestLine(record)),
  });
}

const LONGEST_PATH = 300;

function requestLine({ method, path, status }: RequestRecord): string {
  return `${method} ${path.slice(0, LONGEST_PATH).replace(/[^!-~]/g, '?')} ${status}`;
}
