// Writes action.yml, and the tables of README.md that lie between `<!-- NAME: made from … -->` markers, from the
// tables in src/commands/. Run on the pinned Node, which reads TypeScript: node scripts/with-node.mjs node
// scripts/action-metadata.mjs [--check]. --check writes nothing and exits 1 when a file differs.
import { readFile, writeFile } from 'node:fs/promises';
import { renderActionYaml, withTables } from './action-metadata/render.mjs';

const isCheck = process.argv.includes('--check');

await update('action.yml', () => renderActionYaml());
await update('README.md', (before) => withTables(before));

async function update(name, render) {
  const file = new URL(`../${name}`, import.meta.url);
  const before = await readFile(file, 'utf8').catch(() => '');
  const text = render(before);
  if (before === text) return;
  if (!isCheck) return await writeFile(file, text);
  process.exitCode = 1;
  console.error(
    `${name} does not match src/commands/; run scripts/action-metadata.mjs and commit the result`,
  );
}
