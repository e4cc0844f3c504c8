/** The drawing of docs/architecture.md, read from the sources. The checkers themselves are tested on made-up sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { importCycles, importViolations, layerOf } from './architecture/layers.ts';
import { readSourceFiles, sourceFile } from './architecture/source-file.ts';
import { LINES_AIMED_AT, MEDIAN_LINES_AT_MOST, medianLines, styleViolations } from './architecture/style.ts';

const project = resolve(import.meta.dirname, '..');
const sources = readSourceFiles(project, 'src');

describe('the sources', () => {
  test('import only what their layer may import', () => {
    expect(sources.flatMap(importViolations)).toEqual([]);
  });

  test('do not import each other in circles', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  test('keep the rules of style', () => {
    expect(sources.flatMap(styleViolations)).toEqual([]);
  });

  test('are small files', () => {
    const long = sources
      .filter((file) => file.lines > LINES_AIMED_AT)
      .map(({ path, lines }) => `${path}: ${lines}`);
    if (long.length > 0) process.stderr.write(`files over ${LINES_AIMED_AT} lines: ${long.join(', ')}\n`);
    expect(medianLines(sources)).toBeLessThanOrEqual(MEDIAN_LINES_AT_MOST);
  });

  test('use only packages that are dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    const packages = sources
      .flatMap((file) => file.imports.map(({ specifier }) => specifier))
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
  });
});

describe('dist/cli', () => {
  const bundle = join(project, 'dist', 'cli');
  // Before the first build there is nothing to look at; in CI the committed bundle must be there.
  const inspect = existsSync(bundle) || process.env.CI === 'true' ? test : test.skip;

  inspect('holds nothing of @actions/', () => {
    const files = readdirSync(bundle).filter((name) => name.endsWith('.js'));
    expect(files).toContain('index.js');
    expect(files.filter((name) => readFileSync(join(bundle, name), 'utf8').includes('@actions/'))).toEqual(
      [],
    );
  });
});

describe('the import checker', () => {
  test.each([
    ['src/oci/digest.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/oci/digest.ts', `import { parse } from '../files/mirrorfile.ts';`],
    ['src/errors.ts', `import { request } from 'undici';`],
    ['src/files/mirrorfile.ts', `import { readFileSync } from 'node:fs';`],
    ['src/mirror/copy/copy.ts', `import {\n  openLayout,\n} from '../../stores/layout/layout.ts';`],
    ['src/mirror/copy/copy.ts', `import type { Host } from '../../host/host.ts';`],
    ['src/report/html.ts', `import { writeFile } from 'node:fs/promises';`],
    ['src/stores/memory.ts', `import { plan } from '../mirror/plan.ts';`],
    ['src/host/terminal.ts', `import * as core from '@actions/core';`],
    ['src/host/terminal.ts', `import { digestOf } from '../oci/digest.ts';`],
    ['src/commands/sync.ts', `import { Registry } from '../stores/registry/registry.ts';`],
    ['src/commands/sync.ts', `const { x } = await import('../host/terminal.ts');`],
    ['src/run.ts', `import * as core from '@actions/core';`],
    ['src/oci/digest.ts', `import { x } from './reference';`],
    ['src/oci/digest.ts', `import { x } from './reference.js';`],
    ['src/oci/index.ts', `export * from './reference.ts';`],
    ['src/oci/digest.ts', `import { x } from '../../__tests__/fixtures/images.ts';`],
    ['src/oci/digest.ts', `import 'yaml';`],
    ['src/newfolder/thing.ts', ``],
  ])('refuses %s: %s', (path, text) => {
    expect(importViolations(sourceFile(path, text))).toHaveLength(1);
  });

  test.each([
    ['src/oci/digest.ts', `import { createHash } from 'node:crypto';\nimport { x } from '../errors.ts';`],
    ['src/oci/decompress.ts', `import { createGunzip } from 'node:zlib';`],
    ['src/mirror/plan.ts', `import type { Source } from '../oci/store.ts';\nimport semver from 'semver';`],
    ['src/host/github-log.ts', `import * as core from '@actions/core';`],
    ['src/commands/sync.ts', `import type { Host } from '../host/host.ts';`],
    ['src/cli.ts', `const { main } = await import('./main-cli.ts');`],
    ['src/run.ts', `import { Command } from 'commander';\nimport { open } from './stores/open.ts';`],
    ['src/oci/digest.ts', `// import { x } from 'undici'\nconst text = 'see import x from y';`],
  ])('allows %s: %s', (path, text) => {
    expect(importViolations(sourceFile(path, text))).toEqual([]);
  });

  test('finds circles, those of types alone too', () => {
    const one = sourceFile('src/oci/one.ts', `import { two } from './two.ts';`);
    const two = sourceFile('src/oci/two.ts', `import { one } from './one.ts';`);
    const typesOnly = sourceFile('src/oci/two.ts', `import type { One } from './one.ts';`);
    const alone = sourceFile('src/oci/two.ts', `import { three } from './three.ts';`);
    const circle = 'src/oci/one.ts → src/oci/two.ts → src/oci/one.ts';
    expect(importCycles([one, two])).toEqual([circle]);
    expect(importCycles([one, typesOnly])).toEqual([circle]);
    expect(importCycles([one, alone])).toEqual([]);
  });

  test('knows every folder that exists', () => {
    expect(sources.filter((file) => layerOf(file.path) === null)).toEqual([]);
    expect(sources.length).toBeGreaterThan(10);
  });
});

describe('the style checker', () => {
  test.each([
    ['src/oci/utils.ts', ''],
    ['src/stores/helpers/x.ts', ''],
    ['src/oci/common.ts', ''],
    ['src/oci/digest.ts', 'export default 1;'],
    ['src/oci/digest.ts', 'const x: any = 1;'],
    ['src/oci/digest.ts', 'function f(x: any): void {}'],
    ['src/oci/digest.ts', 'const x = y as any;'],
    ['src/oci/digest.ts', 'const x: Map<string, any> = y;'],
    ['src/oci/digest.ts', 'export enum Kind { A }'],
    ['src/mirror/plan.ts', 'const now = Date.now();'],
    ['src/mirror/plan.ts', 'const now = new Date();'],
    ['src/report/html.ts', 'console.log(1);'],
    ['src/files/pattern.ts', 'if (process.env.HOME) x();'],
  ])('refuses %s: %s', (path, text) => {
    expect(styleViolations(sourceFile(path, text))).toHaveLength(1);
  });

  test.each([
    ['src/oci/digest.ts', '// any comment may say: any, console.log, Date.now()'],
    ['src/oci/digest.ts', "throw new Error('of any, process.exit');"],
    ['src/oci/digest.ts', '/** any\n * Date.now()\n */\nconst any = 1;'],
    ['src/mirror/plan.ts', 'const date = new Date(nowMs);'],
    ['src/host/terminal.ts', 'process.exitCode = 1; const now = Date.now();'],
    ['src/oci/digest.ts', 'const found = anyOf(list) || Promise.any(list);'],
    ['src/oci/digest.ts', "const quote = /['\"]/;\nconst x = 1; // console.log('it')"],
  ])('allows %s: %s', (path, text) => {
    expect(styleViolations(sourceFile(path, text))).toEqual([]);
  });

  test('draws the line at 300 lines', () => {
    expect(styleViolations(sourceFile('src/oci/digest.ts', 'x\n'.repeat(300)))).toEqual([]);
    expect(styleViolations(sourceFile('src/oci/digest.ts', 'x\n'.repeat(301)))).toHaveLength(1);
  });
});
