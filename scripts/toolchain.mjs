// What every command of this project stands on: the pinned npm packages, the pinned Node, and Debian packages for
// the real servers of the tests. Plain JavaScript without dependencies, for Node 20 and newer.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '..');

const binDirectory = join(projectRoot, 'node_modules', '.bin');
// Not node_modules/.bin/node: npm makes no link to it where it was told to run no install scripts.
const pinnedNode = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
const MINIMUM_NODE = [22, 19];
/** Debian installs servers into directories that a plain user's PATH lacks. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];
const APT_OPTIONS = ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];

let packagesAreReady = false;

/** Installs the npm packages of package-lock.json unless node_modules already holds exactly them. */
export function ensurePackages() {
  if (packagesAreReady) return;
  if (!installedMatchesLock()) installPackages();
  if (versionOf(pinnedNode) === null) installPinnedNode();
  packagesAreReady = true;
}

/**
 * Installs the packages of another folder of this project that has a package-lock.json of its own, without their install
 * scripts; says so and returns false where that cannot be done.
 */
export function ensureFolderPackages(folder) {
  const directory = join(projectRoot, folder);
  if (installedMatchesLock(directory)) return true;
  say(`installing npm packages of ${folder}`);
  if (npm(['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], directory)) return true;
  say(`the npm packages of ${folder} could not be installed; see the messages of npm above`);
  return false;
}

/** Path of the Node that runs everything: the pinned one, or the current one where that is new enough. */
export function nodePath() {
  if (versionOf(pinnedNode) !== null) return pinnedNode;
  if (isAtLeastMinimum(process.versions.node)) {
    say(`the pinned Node is not usable here; going on with Node ${process.versions.node}`);
    return process.execPath;
  }
  throw new Error(
    `no usable Node: ${pinnedNode} is missing and this is Node ${process.versions.node}; ` +
      `install Node ${MINIMUM_NODE.join('.')} or newer, or let npm run the install script of the package "node"`,
  );
}

/** Runs a command of node_modules/.bin (or `node`) on the pinned Node; resolves to its exit code. */
export async function runTool(command, args, options = {}) {
  ensurePackages();
  const node = nodePath();
  const script = command === 'node' ? [] : [realpathSync(join(binDirectory, command))];
  return await run(node, [...script, ...args], { ...options, env: toolEnvironment(node, options.env) });
}

/**
 * Installs the Debian packages that provide missing tools, where that can be done: root on a machine with apt-get.
 * `wanted` maps tool to package. Returns the names of the tools that are still missing.
 */
export function ensureDebianPackages(wanted) {
  const missing = Object.keys(wanted).filter((tool) => findTool(tool) === null);
  if (missing.length === 0 || process.getuid?.() !== 0 || findTool('apt-get') === null) return missing;
  const packages = [...new Set(missing.map((tool) => wanted[tool]))];
  say(`installing Debian packages: ${packages.join(' ')}`);
  // RUNLEVEL=1 keeps the packages' services from being started; the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  aptGet(['update'], env);
  aptGet(['install', '-y', '--no-install-recommends', ...packages], env);
  return missing.filter((tool) => findTool(tool) === null);
}

/** Absolute path of a system tool, or null. */
export function findTool(name) {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_DIRECTORIES];
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

export function say(message) {
  process.stderr.write(`[setup] ${message}\n`);
}

/** npm records what it installed in node_modules/.package-lock.json; optional packages of other platforms lack there. */
function installedMatchesLock(directory = projectRoot) {
  const locked = readPackages(join(directory, 'package-lock.json'));
  const installed = readPackages(join(directory, 'node_modules', '.package-lock.json'));
  if (locked === null || installed === null) return false;
  const isSame = (path) =>
    locked[path]?.version === installed[path]?.version && integrityAgrees(locked[path], installed[path]);
  const isNeeded = (path) => path !== '' && locked[path].optional !== true;
  return Object.keys(locked).filter(isNeeded).every(isSame) && Object.keys(installed).every(isSame);
}

function integrityAgrees(locked, installed) {
  return locked?.integrity === undefined || locked.integrity === installed?.integrity;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

function installPackages() {
  say('installing npm packages');
  if (npm(['ci', '--loglevel=error', '--no-audit', '--no-fund'])) return;
  say('npm ci failed (see above); trying npm install with the same package-lock.json');
  if (npm(['install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'])) return;
  throw new Error('the npm packages could not be installed; see the messages of npm above');
}

/** The package `node` fetches its binary in an install script, which npm can be told not to run. */
function installPinnedNode() {
  say('installing the pinned Node');
  const directory = join(projectRoot, 'node_modules', 'node');
  const options = { cwd: directory, stdio: ['ignore', 2, 2], env: systemEnvironment() };
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], options);
}

/** npm on the system's Node: the one in node_modules is about to be replaced. */
function npm(args, directory = projectRoot) {
  const result = spawnSync('npm', args, {
    cwd: directory,
    stdio: ['ignore', 2, 2],
    env: systemEnvironment(),
  });
  return result.status === 0;
}

function aptGet(args, env) {
  const result = spawnSync('apt-get', [...APT_OPTIONS, ...args], { env, encoding: 'utf8' });
  if (result.status !== 0)
    say(`apt-get ${args[0]} failed: ${(result.stderr || String(result.error)).trim()}`);
}

function systemEnvironment() {
  const directories = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !directory.startsWith(join(projectRoot, 'node_modules')));
  // Set by an outer `npm run`; an inner npm must read its own.
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/.test(name));
  return { ...Object.fromEntries(kept), PATH: directories.join(delimiter) };
}

function toolEnvironment(node, extra = {}) {
  const directories = [dirname(node), binDirectory, process.env.PATH ?? ''];
  return { ...process.env, ...extra, PATH: directories.join(delimiter) };
}

function run(command, args, options) {
  return new Promise((resolveExit, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => resolveExit(code ?? (signal === null ? 1 : 128)));
  });
}

/** The version of a Node binary that is new enough, or null. */
function versionOf(binary) {
  if (!existsSync(binary)) return null;
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  const version = status === 0 ? stdout.trim().slice(1) : '';
  return isAtLeastMinimum(version) ? version : null;
}

function isAtLeastMinimum(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
