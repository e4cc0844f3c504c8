/** containerd of one's own: private root, state and socket. Only for root. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, run, runOk, startServer, temporaryDirectory, waitUntil } from './processes.ts';
import { toolPath } from './tools.ts';

export interface Containerd {
  /** Its gRPC socket; CRI answers there where it was asked for. */
  readonly socket: string;
  /** Runs `ctr` against this containerd, in its namespace. */
  ctr(args: readonly string[]): Promise<Ran>;
  /** Fetches every byte of an image for all platforms, without unpacking it; needs no mount permission. */
  fetch(reference: string): Promise<Ran>;
  /** `ctr image pull` for one platform. Unpacking needs CAP_SYS_ADMIN; without it the image is only fetched. */
  pull(reference: string, platform?: string): Promise<Pulled>;
  stop(): Promise<void>;
}

/** `fetched`: every byte is there and checked, but mounting, which unpacking needs, is not permitted here. */
export interface Pulled extends Ran {
  readonly outcome: 'unpacked' | 'fetched' | 'failed';
}

export interface ContainerdOptions {
  /** A `certs.d` tree (HOST/hosts.toml); default: none, loopback registries over HTTP. */
  readonly hostsDir?: string;
  /** Serves CRI too, which `criPull` speaks; default false. */
  readonly cri?: boolean;
}

export async function startContainerd(options: ContainerdOptions = {}): Promise<Containerd> {
  const { hostsDir } = options;
  const directory = temporaryDirectory('containerd');
  const socket = join(directory, 'containerd.sock');
  const configuration = join(directory, 'config.toml');
  for (const name of ['root', 'state']) mkdirSync(join(directory, name));
  writeFileSync(
    configuration,
    configurationOf(directory, { socket, version: await configurationVersion(), ...options }),
  );
  const files = { stdoutFile: join(directory, 'stdout.log'), stderrFile: join(directory, 'containerd.log') };
  const server = startServer(toolPath('containerd'), ['--config', configuration], files);
  const ctr = (args: readonly string[]): Promise<Ran> =>
    run(toolPath('ctr'), ['--address', socket, '--namespace', 'mirror-action', ...args]);
  const lastWords = (): string => readFileSync(files.stderrFile, 'utf8').slice(-2_000);
  const isUp = async (): Promise<true | null> => {
    if (!server.isRunning()) throw new Error(`containerd ended at once:\n${lastWords()}`);
    return (await ctr(['version'])).code === 0 ? true : null;
  };
  await waitUntil('containerd answering', isUp, { timeoutMs: 30_000, intervalMs: 50, lastWords });
  const where = hostsDir === undefined ? ['--plain-http'] : ['--hosts-dir', hostsDir];
  return {
    socket,
    ctr,
    fetch: (reference) => ctr(['content', 'fetch', '--all-platforms', ...where, reference]),
    pull: (reference, platform = 'linux/amd64') => pull(ctr, [...where, '--platform', platform, reference]),
    stop: () => server.stop(),
  };
}

/** The CRI plug-in is left out where nobody asks for it: `ctr` does not use it, and it misses a CNI configuration. */
function configurationOf(
  directory: string,
  {
    socket,
    version,
    hostsDir,
    cri = false,
  }: ContainerdOptions & { readonly socket: string; readonly version: 2 | 3 },
): string {
  const registry =
    hostsDir === undefined
      ? ''
      : `[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = ${JSON.stringify(hostsDir)}\n`;
  return [
    `version = ${cri ? version : 2}`,
    `root = ${JSON.stringify(join(directory, 'root'))}`,
    `state = ${JSON.stringify(join(directory, 'state'))}`,
    ...(cri ? [] : ['disabled_plugins = ["io.containerd.grpc.v1.cri"]']),
    '[grpc]',
    `address = ${JSON.stringify(socket)}`,
    '[ttrpc]',
    `address = ${JSON.stringify(`${socket}.ttrpc`)}`,
    registry,
    ...(cri ? CRI_SETTINGS[version] : []),
  ].join('\n');
}

/**
 * The snapshotter that works on every file system: for CRI, and for the transfer service, which CRI uses since 2.1. A
 * release reads the sections that it knows.
 */
const CRI_SETTINGS = {
  2: [
    '[plugins."io.containerd.grpc.v1.cri"]',
    'stream_server_port = "0"',
    '[plugins."io.containerd.grpc.v1.cri".containerd]',
    'snapshotter = "native"',
  ],
  3: [
    '[plugins."io.containerd.cri.v1.images"]',
    'snapshotter = "native"',
    '[[plugins."io.containerd.transfer.v1.local".unpack_config]]',
    `platform = "linux/${process.arch === 'x64' ? 'amd64' : process.arch}"`,
    'snapshotter = "native"',
  ],
} as const;

/** Version of the configuration file: 3 since containerd 2.0. */
async function configurationVersion(): Promise<2 | 3> {
  const version = await runOk(toolPath('containerd'), ['--version']);
  return /\sv?1\.\d+\.\d+/.test(version) ? 2 : 3;
}

async function pull(ctr: Containerd['ctr'], args: readonly string[]): Promise<Pulled> {
  const pulled = await ctr(['image', 'pull', '--snapshotter', 'native', ...args]);
  return { ...pulled, outcome: outcomeOf(pulled) };
}

function outcomeOf({ code, stderr }: Ran): Pulled['outcome'] {
  if (code === 0) return 'unpacked';
  return /unpack|mount/.test(stderr) && /operation not permitted|permission denied/.test(stderr)
    ? 'fetched'
    : 'failed';
}
