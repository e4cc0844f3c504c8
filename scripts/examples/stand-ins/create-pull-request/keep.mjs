import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const input = (name) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const record = join(process.env.EXAMPLES_RECORD ?? '.', 'pull-request');
const file = input('add-paths');
const status = spawnSync('git', ['status', '--porcelain', '--', file], { encoding: 'utf8' }).stdout.trim();
if (status === '') {
  console.log(`no pull request: ${file} is as it was`);
} else {
  mkdirSync(record, { recursive: true });
  copyFileSync(file, join(record, file));
  copyFileSync(input('body-path'), join(record, 'body.md'));
  console.log(`pull request: ${input('title')} (${status})`);
}
