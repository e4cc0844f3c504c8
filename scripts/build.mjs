// npm run build [-- --check [dist|schema]]: compiles src/, bundles the two doors into dist/, writes the JSON Schemas, action.yml
// and the README's tables.
// --check changes nothing but build/ and exits 1 with the list of files in dist/ and schema/ that do not match the
// sources.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, runTool } from './toolchain.mjs';

const BUNDLES = ['action', 'cli'];
const COMMITTED = join(projectRoot, 'dist');

const [mode, part] = process.argv.slice(2);
const isCheck = mode === '--check';
try {
  if (part !== 'dist') await writeOrCheckTexts();
  if (part !== 'schema') await (isCheck ? checkBundles() : buildBundles(COMMITTED));
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}

async function writeOrCheckTexts() {
  for (const script of ['scripts/schema.mjs', 'scripts/action-metadata.mjs']) {
    const code = await runTool('node', [script, ...(isCheck ? ['--check'] : [])]);
    if (code !== 0) process.exitCode = 1; // it has said why; the bundles are looked at all the same
  }
}

async function buildBundles(output) {
  rmSync(join(projectRoot, 'build'), { recursive: true, force: true });
  await succeed('tsc', ['-p', 'tsconfig.build.json']);
  await Promise.all(BUNDLES.map((name) => bundle(name, join(output, name))));
}

/** The bytes depend on the entry's path in this project (module ids are hashes of it), not on where the project lies. */
async function bundle(name, directory) {
  rmSync(directory, { recursive: true, force: true });
  const options = ['--out', directory, '--license', 'licenses.txt', '--no-cache', '--quiet'];
  await succeed('ncc', ['build', join('build', `${name}.js`), ...options]);
  for (const file of listFiles(directory)) refuseForeignContent(name, file, join(directory, file));
}

function refuseForeignContent(name, file, path) {
  const text = readFileSync(path, 'utf8');
  if (text.includes(projectRoot)) throw new Error(`dist/${name}/${file} holds the local path ${projectRoot}`);
  if (name === 'cli' && text.includes('@actions/')) {
    throw new Error(`dist/cli/${file} holds "@actions/"; only src/action.ts may lead to those packages`);
  }
}

async function succeed(command, args) {
  const code = await runTool(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}`);
}

async function checkBundles() {
  const fresh = mkdtempSync(join(tmpdir(), 'mirror-action-build-'));
  try {
    await buildBundles(fresh);
    const differing = differences(fresh, COMMITTED);
    for (const file of differing) {
      console.error(`dist/${file} does not match the sources; run "npm run build" and commit the result`);
    }
    if (differing.length > 0) process.exitCode = 1;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function differences(fresh, committed) {
  const names = new Set([...listFiles(fresh), ...listFiles(committed)]);
  const isDifferent = (name) => fingerprint(join(fresh, name)) !== fingerprint(join(committed, name));
  return [...names].filter(isDifferent).sort();
}

/** Content and whether it is executable: git keeps both. Null where there is no such file. */
function fingerprint(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return null;
  return `${(status.mode & 0o100) === 0 ? 'plain' : 'executable'} ${readFileSync(path, 'base64')}`;
}

function listFiles(directory) {
  if (statSync(directory, { throwIfNoEntry: false }) === undefined) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
