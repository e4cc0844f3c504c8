/** Who may import whom (docs/architecture.md). Type imports count like any other. */
import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

export type Layer =
  | 'words' // files directly in src/ that are not a door: errors, findings, quantities
  | 'oci'
  | 'files'
  | 'policy'
  | 'signatures'
  | 'mirror'
  | 'report'
  | 'stores'
  | 'server'
  | 'host'
  | 'commands'
  | 'doors';

interface Allowance {
  readonly layers: readonly Layer[];
  /** Packages and node builtins by exact name; `node:*` is any builtin. */
  readonly packages: readonly string[];
}

/** The composition root and what is started by name; only these may import anything. */
const DOORS: ReadonlySet<string> = new Set([
  'run.ts',
  'action.ts',
  'cli.ts',
  'command-line.ts',
  'main-action.ts',
  'main-cli.ts',
  'open-stores.ts',
  'servers.ts',
  'schemas.ts',
]);
const FOLDERS: ReadonlySet<string> = new Set([
  'oci',
  'files',
  'policy',
  'signatures',
  'mirror',
  'report',
  'stores',
  'server',
  'host',
  'commands',
]);

const VALUES = ['node:crypto'];
const FORMATS = [...VALUES, 'yaml', 'zod', 're2js', 'semver'];

const ALLOWED: Readonly<Record<Layer, Allowance>> = {
  words: { layers: ['words', 'oci'], packages: VALUES },
  // Decompressing is computing: bytes in, bytes out.
  oci: { layers: ['words', 'oci'], packages: [...VALUES, 'node:zlib'] },
  files: { layers: ['words', 'oci', 'files'], packages: FORMATS },
  policy: {
    layers: ['words', 'oci', 'files', 'policy'],
    packages: [...FORMATS, 'smol-toml', 'toml-eslint-parser'],
  },
  // What of these packages is called, is called by dynamic import; only tuf.ts leads to files and a network.
  signatures: {
    layers: ['words', 'oci', 'files', 'signatures'],
    packages: [
      ...VALUES,
      '@sigstore/verify',
      '@sigstore/bundle',
      '@sigstore/tuf',
      '@sigstore/protobuf-specs',
    ],
  },
  mirror: {
    layers: ['words', 'oci', 'files', 'policy', 'signatures', 'mirror'],
    packages: [...VALUES, 'semver', 're2js', 'p-limit'],
  },
  report: {
    layers: ['words', 'oci', 'files', 'policy', 'signatures', 'mirror', 'report'],
    packages: [...VALUES, 'zod'],
  },
  stores: { layers: ['words', 'oci', 'stores'], packages: [...VALUES, 'node:*', 'undici', 'tldts'] },
  server: { layers: ['words', 'oci', 'stores', 'server'], packages: [...VALUES, 'node:*', 'undici'] },
  host: { layers: ['words', 'host'], packages: ['node:*'] },
  commands: {
    layers: ['words', 'oci', 'files', 'policy', 'signatures', 'mirror', 'report', 'commands'],
    packages: ['node:path', 'node:crypto', 'commander'],
  },
  doors: {
    layers: [
      ...(['words', 'oci', 'files', 'policy', 'signatures', 'mirror', 'report'] as const),
      'stores',
      'server',
      'host',
      'commands',
      'doors',
    ],
    packages: ['*'],
  },
};
/** Ports that live in a folder whose other files are implementations. */
const PORTS: ReadonlySet<string> = new Set(['src/host/host.ts']);
const ACTIONS_IMPORTERS = /^src\/host\/github[^/]*\.ts$/;

/** The layer of a file below src/, or null for a folder that the drawing does not know. */
export function layerOf(path: string): Layer | null {
  const [, first = '', ...rest] = path.split('/');
  if (rest.length === 0) return DOORS.has(first) ? 'doors' : 'words';
  return FOLDERS.has(first) ? (first as Layer) : null;
}

/** One line per import that the drawing does not allow. */
export function importViolations(file: SourceFile): readonly string[] {
  const layer = layerOf(file.path);
  if (layer === null) return [`${file.path}: its folder has no place in the layer table`];
  return file.imports.flatMap((each) => {
    const why = whyForbidden(file.path, layer, each);
    return why === null ? [] : [`${file.path}:${each.line}: ${layer} imports ${each.specifier}: ${why}`];
  });
}

function whyForbidden(path: string, layer: Layer, { specifier, isReExport }: Import): string | null {
  if (specifier.startsWith('.')) return whyRelativeForbidden(layer, targetOf(path, specifier), isReExport);
  if (specifier.startsWith('@actions/')) {
    return ACTIONS_IMPORTERS.test(path) ? null : '@actions/* belongs in src/host/github*.ts';
  }
  const { packages } = ALLOWED[layer];
  const name = packageOf(specifier);
  const isAllowed =
    packages.includes('*') ||
    packages.includes(name) ||
    (name.startsWith('node:') && packages.includes('node:*'));
  return isAllowed ? null : 'not a package of this layer';
}

function whyRelativeForbidden(layer: Layer, target: string, isReExport: boolean): string | null {
  if (!target.endsWith('.ts')) return 'relative imports end in .ts';
  if (isReExport) return 're-exports make barrels; import from the file itself';
  if (!target.startsWith('src/')) return 'it lies outside src/';
  const targetLayer = layerOf(target);
  if (targetLayer !== null && ALLOWED[layer].layers.includes(targetLayer)) return null;
  return layer === 'commands' && PORTS.has(target) ? null : 'not a layer below this one';
}

/** `node:fs/promises` is a builtin of its own; `zod/v4` belongs to the package zod. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The project path that a relative import leads to. */
export function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** Groups of files that import each other in a circle, imports of types counted too, each group once. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(files.map((file) => [file.path, relativeTargets(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) found.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

function relativeTargets({ path, imports }: SourceFile): readonly string[] {
  const relative = imports.filter(({ specifier }) => specifier.startsWith('.'));
  return relative.map(({ specifier }) => targetOf(path, specifier));
}
