/** System tools that real-server suites need, and suites that never pass without having run. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from '@jest/globals';

export type Tool =
  | 'docker-registry'
  | 'skopeo'
  | 'containerd'
  | 'ctr'
  | 'htpasswd'
  | 'openssl'
  | 'chromium'
  | 'buildah'
  | 'umoci'
  | 'prlimit';

export type Availability =
  | { readonly available: true; readonly path: string }
  | { readonly available: false; readonly reason: string };

const DEBIAN_PACKAGE: Readonly<Record<Tool, string>> = {
  'docker-registry': 'docker-registry',
  skopeo: 'skopeo',
  containerd: 'containerd',
  ctr: 'containerd',
  htpasswd: 'apache2-utils',
  openssl: 'openssl',
  chromium: 'chromium',
  buildah: 'buildah',
  umoci: 'umoci',
  prlimit: 'util-linux',
};
/** Tools that do nothing useful without root: containerd makes namespaces and a socket for root only. */
const ROOT_ONLY: ReadonlySet<Tool> = new Set(['containerd', 'ctr']);
/** Debian installs servers into directories that a plain user's PATH lacks. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];

/** Whether a tool can be used here, and if not, why and what to do. */
export function requireTool(tool: Tool): Availability {
  const path = findTool(tool);
  if (path === null)
    return { available: false, reason: `${tool} is not installed (Debian package ${DEBIAN_PACKAGE[tool]})` };
  if (ROOT_ONLY.has(tool) && process.getuid?.() !== 0)
    return { available: false, reason: `${tool} needs root` };
  return { available: true, path };
}

/** Whether this process may mount (CAP_SYS_ADMIN), which unpacking an image needs. */
export function mayMount(): boolean {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return effective !== undefined && (BigInt(`0x${effective}`) >> CAP_SYS_ADMIN) % 2n === 1n;
  } catch {
    return false;
  }
}

const CAP_SYS_ADMIN = 21n;

/** The path of a tool that the suite asked for in `describeReal`. */
export function toolPath(tool: Tool): string {
  const found = requireTool(tool);
  if (!found.available) throw new Error(found.reason);
  return found.path;
}

/**
 * A suite against real servers. Where a tool is missing it is skipped with a banner and counted as skipped; with
 * `CI=true` a missing tool is a failing test instead.
 */
export function describeReal(name: string, tools: readonly Tool[], suite: () => void): void {
  const reasons = tools.map(requireTool).flatMap((found) => (found.available ? [] : [found.reason]));
  if (reasons.length === 0) {
    describe(name, suite);
  } else if (process.env.CI === 'true') {
    describe(name, () => failBecause(reasons));
  } else {
    process.stderr.write(`\n!!! SKIPPED: ${name}: ${reasons.join('; ')}\n`);
    describe.skip(`${name} [not run: ${reasons.join('; ')}]`, suite);
  }
}

function failBecause(reasons: readonly string[]): void {
  test('has its tools (CI=true allows no skipping)', () => {
    throw new Error(reasons.join('; '));
  });
}

/** Absolute path of an executable on PATH or in a system directory, or null. */
export function findTool(name: string): string | null {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_DIRECTORIES];
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
