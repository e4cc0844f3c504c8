import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const base = `${process.env.ACTIONS_RUNTIME_URL}_apis/pipelines/workflows/${process.env.GITHUB_RUN_ID}/artifacts`;
const opened = await fetch(`${base}?api-version=6.0-preview`, { method: 'POST', body: '{}' });
const { fileContainerResourceUrl } = await opened.json();
const files = (process.env.INPUT_PATH ?? '').split('\n').map((line) => line.trim());
for (const file of files.filter((path) => path !== '')) {
  const itemPath = `${process.env.INPUT_NAME}/${basename(file)}`;
  const url = `${fileContainerResourceUrl}?itemPath=${encodeURIComponent(itemPath)}`;
  const sent = await fetch(url, { method: 'PUT', body: readFileSync(file) });
  if (!sent.ok) throw new Error(`artifact server: ${sent.status} for ${itemPath}`);
  console.log(`artifact: ${itemPath}`);
}
