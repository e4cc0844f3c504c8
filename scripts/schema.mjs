// Writes schema/*.json from the schemas in src/ (src/schemas.ts). Run by scripts/build.mjs on the pinned Node, which
// reads TypeScript. --check writes nothing and exits 1 when a file differs.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { schemas } from '../src/schemas.ts';

const directory = new URL('../schema/', import.meta.url);
const isCheck = process.argv.includes('--check');

await mkdir(directory, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const file = new URL(name, directory);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before === text) continue;
  if (isCheck) complain(name, 'does not match the sources');
  else await writeFile(file, text);
}
for (const name of await readdir(directory)) {
  if (!(name in schemas)) complain(name, 'comes from no schema in src/schemas.ts');
}

function complain(name, what) {
  process.exitCode = 1;
  console.error(`schema/${name} ${what}; run "npm run build" and commit the result`);
}
