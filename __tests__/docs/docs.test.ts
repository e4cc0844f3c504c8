/** What the documents say is true of the code: commands, keys, rules, fields, layers, dependencies. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readCommandLine } from '../../src/command-line.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { RULES } from '../../src/finding.ts';
import { run } from '../../src/run.ts';
import { schemas } from '../../src/schemas.ts';
import { VERSION } from '../../src/version.ts';
import { importViolations, layerOf } from '../architecture/layers.ts';
import { readSourceFiles, sourceFile } from '../architecture/source-file.ts';
import { createRecordingHost } from '../fakes/recording-host.ts';
import {
  brokenLinks,
  codeBlocks,
  codeNames,
  documents,
  headings,
  project,
  read,
  tableRows,
  withoutCode,
} from './documents.ts';

const sources = readSourceFiles(project, 'src');

describe('every document', () => {
  test.each(documents)('%s leads nowhere wrong', (name) => {
    expect(brokenLinks(name)).toEqual([]);
  });

  test.each(documents)('%s shows only commands that exist', (name) => {
    for (const args of commandLines(name)) {
      expect({ args, kind: readCommandLine(args, VERSION).kind }).toEqual({
        args,
        kind: args.includes('--help') ? 'print' : 'run',
      });
    }
  });

  test.each(documents)('%s shows only YAML that can be read', (name) => {
    for (const block of codeBlocks(name, 'yaml')) expect(parse(block)).toEqual(expect.any(Object));
  });
});

describe('README.md', () => {
  test('shows commands that can be copied', () => {
    const commands = commandLines('README.md').map(([command]) => command);
    expect(commands).toEqual(expect.arrayContaining(['demo', 'init', 'lock', 'plan', 'sync', 'serve']));
  });

  test('shows lists of images that init makes a right mirror manifest of', async () => {
    const shown = codeBlocks('README.md', 'sh').flatMap((block) => block.split('\n'));
    const lines = shown.flatMap(
      (line) => /^printf (.*) \| node dist\/cli\/index\.js (init .*)$/.exec(line) ?? [],
    );
    expect(lines.length).toBeGreaterThan(0);
    for (let at = 0; at < lines.length; at += 3) {
      const images = (lines[at + 1] ?? '')
        .replace(/'%s\\n'|'|\\n/g, ' ')
        .trim()
        .split(/\s+/);
      const invocation = readCommandLine((lines[at + 2] ?? '').split(' '), VERSION);
      if (invocation.kind !== 'run') throw new Error(lines[at]);
      const host = createRecordingHost({ stdin: `${images.join('\n')}\n` });
      expect(await run(invocation, host)).toBe(0);
      const path = String(invocation.options.manifest ?? 'mirror.yaml');
      const { file, findings } = readMirrorFile(await host.files.readText(path), path);
      expect({ findings, images: file?.images.length }).toEqual({ findings: [], images: images.length });
      host.dispose();
    }
  });

  const whole = read('README.md');

  test('begins with a workflow of ten lines that uses the action', () => {
    const [workflow = ''] = codeBlocks('README.md', 'yaml');
    expect(workflow.trimEnd().split('\n')).toHaveLength(10);
    const steps = parse(workflow).jobs.sync.steps as readonly { readonly uses: string }[];
    expect(steps.at(-1)?.uses).toBe('org/mirror-action@v1');
  });

  test('shows a mirror manifest that is right', () => {
    const [shown = ''] = codeBlocks('README.md', 'yaml').slice(1);
    expect(readMirrorFile(shown, 'README.md').findings).toEqual([]);
  });

  test.each([
    ['Top level', ['mirrors', 'images', 'registries', 'version']],
    ['A mirror', ['name', 'target']],
    ['A registry', ['auth', 'tls']],
    ['An image', ['source', 'select']],
  ])('explains every key: %s', (title, some) => {
    const explained = tableRows('README.md', title).flatMap(([keys = '']) => codeNames(keys));
    expect(explained).toEqual(expect.arrayContaining(some));
    expect([...explained].sort()).toEqual([...manifestKeys(title)].sort());
  });

  test('names every variable that credentials are read from', () => {
    const variables = [
      'DOCKER_AUTH_CONFIG',
      'REGISTRY_AUTH_FILE',
      'DOCKER_CONFIG',
      'XDG_RUNTIME_DIR',
      'MIRROR_',
    ];
    expect(variables.filter((name) => !whole.includes(name))).toEqual([]);
    const used = sources.filter(({ path }) => path.startsWith('src/stores/credentials/'));
    expect(used.length).toBeGreaterThan(5);
  });

  test('quotes messages that the program has', () => {
    const text = sources.map(({ path }) => read(path)).join('\n');
    const quoted = tableRows('README.md', 'Troubleshooting').flatMap(([message = '']) => codeNames(message));
    expect(quoted.length).toBeGreaterThan(12);
    expect(quoted.flatMap(fixedParts).filter((part) => !text.includes(part))).toEqual([]);
  });
});

describe('docs/findings.md', () => {
  const all = Object.keys(RULES);
  const [upToNow = '', later = ''] = read('docs/findings.md').split('## Not yet');
  const explained = headings('docs/findings.md').flatMap(({ level, text }) => (level === 3 ? [text] : []));

  test('has a heading per rule, or says that it is for later', () => {
    expect([...explained, ...codeNames(later).filter((name) => all.includes(name))].sort()).toEqual(
      [...all].sort(),
    );
  });

  test('explains every rule that is used', () => {
    const code = sources.filter(({ path }) => path !== 'src/finding.ts').map(({ path }) => read(path));
    const used = all.filter((rule) => code.some((text) => text.includes(`'${rule}'`)));
    expect(used.filter((rule) => !explained.includes(rule))).toEqual([]);
    expect(explained.filter((rule) => !used.includes(rule))).toEqual([]);
  });

  test('gives each its severity and a remedy', () => {
    for (const part of upToNow.split(/^### /m).slice(1)) {
      const [rule = '', , first = ''] = part.split('\n');
      expect({ rule, first: first.toLowerCase().startsWith(RULES[rule as keyof typeof RULES]) }).toEqual({
        rule,
        first: true,
      });
      expect({ rule, hasRemedy: part.includes('*Remedy:*') }).toEqual({ rule, hasRemedy: true });
    }
  });
});

describe('docs/reports.md', () => {
  test.each([
    ['The report', []],
    ['Totals', ['totals']],
    ['An image', ['images', '[]']],
    ['A change of the lock', ['lockChanges', '[]']],
    ['A row', ['images', '[]', 'mirrors', '[]']],
    ['A finding', ['findings', '[]']],
    ['Places that nodes try', ['explain', 'cri-o', 'tag', '[]']],
    ['A change of policies', ['policyChanges']],
  ])('explains every field: %s', (title, path) => {
    const explained = tableRows('docs/reports.md', title).flatMap(([fields = '']) => codeNames(fields));
    expect([...explained].sort()).toEqual(Object.keys(propertiesAt(path)).sort());
  });
});

describe('docs/reliability.md', () => {
  const rows = tableRows('docs/reliability.md', 'Faults');
  const testsOf = (file: string): string => read(`__tests__/${file}.test.ts`);

  test('numbers its rows without gaps', () => {
    expect(rows.map(([row]) => row)).toEqual(rows.map((_, index) => `${index + 1}`));
    expect(rows.length).toBeGreaterThanOrEqual(63);
  });

  test.each(rows.map(([row = '', fault = '', , cell = '']) => [row, fault, codeNames(cell)] as const))(
    'row %s (%s) has its tests',
    (row, _fault, files) => {
      expect(files).not.toEqual([]);
      const isNamed = (file: string): boolean =>
        file.startsWith('faults/') ? new RegExp(`['\`(]${row} · `).test(testsOf(file)) : testsOf(file) !== '';
      const lacking = files.filter((file) => !isNamed(file));
      expect(lacking).toEqual([]);
    },
  );

  test('compares rows that there are', () => {
    const compared = tableRows('docs/reliability.md', 'Compared with others').map((cells) => cells.at(-1));
    const known = rows.map(([row]) => row);
    expect(compared.filter((row) => !known.includes(row ?? ''))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const rows = tableRows('docs/architecture.md', 'Who may import whom');
  const layers = rows.map(([layer = '']) => codeNames(layer)[0] ?? '');

  test('knows every folder of src', () => {
    const folders = readdirSync(join(project, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const told = tableRows('docs/architecture.md', 'Folders').flatMap(([folder = '']) => codeNames(folder));
    expect(folders.map(({ name }) => `src/${name}`).filter((folder) => !told.includes(folder))).toEqual([]);
    expect(told.filter((name) => name !== 'src/*.ts' && !existsSync(join(project, name)))).toEqual([]);
  });

  test('has the layers that the sources have', () => {
    const used = new Set(sources.map(({ path }) => layerOf(path)));
    expect([...used].sort()).toEqual([...layers].sort());
  });

  test.each(rows.filter(([layer]) => layer !== '`doors`'))(
    'says what may be imported: %s',
    (layer, below, packages) => {
      const from = codeNames(layer ?? '')[0] ?? '';
      const allowed = [...codeNames(below ?? ''), from];
      for (const target of layers) {
        const file = sourceFile(
          fileOf(from, 'one'),
          `import { x } from '${specifier(from, fileOf(target, 'two'))}';`,
        );
        expect({ from, target, isAllowed: importViolations(file).length === 0 }).toEqual({
          from,
          target,
          isAllowed: allowed.includes(target),
        });
      }
      for (const name of codeNames(packages ?? '')) {
        expect(importViolations(sourceFile(fileOf(from, 'one'), `import { x } from '${name}';`))).toEqual([]);
      }
    },
  );

  test('names files that are there', () => {
    const names = codeNames(withoutCode(read('docs/architecture.md'))).filter((name) =>
      /^(src|scripts|docs)\/[\w/.-]+\.\w+$/.test(name),
    );
    expect(names.filter((name) => !existsSync(join(project, name)))).toEqual([]);
    const stages = codeNames(withoutCode(read('docs/architecture.md'))).filter((name) =>
      /^(files|mirror|report|commands|stores)\/[\w/-]+$/.test(name),
    );
    expect(stages.length).toBeGreaterThan(8);
    const isThere = (name: string) =>
      existsSync(join(project, `src/${name}.ts`)) || existsSync(join(project, 'src', name));
    expect(stages.filter((name) => !isThere(name))).toEqual([]);
  });
});

describe('docs/decisions', () => {
  const names = readdirSync(join(project, 'docs', 'decisions'));
  const decisions = names.filter((name) => /^\d{4}-/.test(name));
  const text = decisions.map((name) => read(`docs/decisions/${name}`)).join('\n');

  test('explain every package that is imported', () => {
    const imported = sources.flatMap((file) => file.imports.map(({ specifier: name }) => name));
    const packages = imported
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]); // of a file of a package, the package
    expect(packages.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('are numbered without gaps, and listed', () => {
    expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(
      decisions.map((_name, index) => index + 1),
    );
    const index = read('docs/decisions/README.md');
    expect(decisions.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });

  test('say what was decided', () => {
    for (const name of decisions)
      expect(read(`docs/decisions/${name}`)).toMatch(/^# \d{4}: [\s\S]*\*\*Decision\.\*\*/);
  });
});

test('CHANGELOG.md tells of the version of package.json', () => {
  const { version } = JSON.parse(read('package.json'));
  expect(headings('CHANGELOG.md').map(({ text }) => text)).toContainEqual(
    expect.stringContaining(`[${version}]`),
  );
});

/** Arguments of the lines that call the program in fenced shell blocks, and of `mirror-action …` in running text. */
function commandLines(name: string): readonly (readonly string[])[] {
  const lines = codeBlocks(name, 'sh').flatMap((block) => block.split('\n'));
  const inline = codeNames(withoutCode(read(name)));
  return [...lines, ...inline]
    .flatMap(
      (line) =>
        /(?:node dist\/cli\/index\.js|^mirror-action|\| mirror-action) ([a-z][^|#]*)/.exec(line)?.[1] ?? [],
    )
    .filter((text) => !/[A-Z]{4}|needs Node/.test(text))
    .map((text) =>
      text
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '<' && !word.endsWith('.txt')),
    );
}

/** What of a quoted message is the same whatever it is about. */
function fixedParts(message: string): readonly string[] {
  return message
    .replace(/MIRROR_…|HOST|\b401\b.*|\b403\b.*|\b404\b|\b429\b|\b413\b|22\.19.*|TOOMANYREQUESTS/g, '…')
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part.length > 5);
}

function manifestKeys(title: string): readonly string[] {
  const root = propertiesOf(schemas['mirror.schema.json']);
  if (title === 'Top level') return Object.keys(root);
  if (title === 'A mirror') return Object.keys(propertiesOf(root.mirrors?.items));
  if (title === 'A registry') return Object.keys(propertiesOf(root.registries?.additionalProperties));
  return Object.keys(
    propertiesOf(root.images?.items?.anyOf?.find(({ properties }) => properties !== undefined)),
  );
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
}

function propertiesAt(path: readonly string[]): Readonly<Record<string, Schema>> {
  const step = (schema: Schema | undefined, name: string) =>
    notNull(name === '[]' ? schema?.items : schema?.properties?.[name]);
  return propertiesOf(path.reduce(step, schemas['report.schema.json'] as Schema | undefined));
}

/** What may be null is written as one of two. */
function notNull(schema: Schema | undefined): Schema | undefined {
  return schema?.anyOf?.find((one) => one.type !== 'null') ?? schema;
}

function propertiesOf(schema: unknown): Readonly<Record<string, Schema>> {
  return (schema as Schema | undefined)?.properties ?? {};
}

function fileOf(layer: string, name: string): string {
  if (layer === 'words') return `src/${name}.ts`;
  return layer === 'doors' ? 'src/run.ts' : `src/${layer}/${name}.ts`;
}

function specifier(from: string, target: string): string {
  const path = target.slice('src/'.length);
  return from === 'words' ? `./${path}` : `../${path}`;
}
