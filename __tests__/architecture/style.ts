/** Rules of style that are about whole files. */
import { type Layer, layerOf } from './layers.ts';
import type { SourceFile } from './source-file.ts';

export const LINES_AIMED_AT = 250;
export const LINES_AT_MOST = 300;
export const MEDIAN_LINES_AT_MOST = 90;

const FORBIDDEN_NAME = /^(utils?|helpers|common|misc)(\.ts)?$/;
/** Time, environment and console come in as values or ports; these layers decide and describe. */
const PURE: ReadonlySet<Layer> = new Set([
  'words',
  'oci',
  'files',
  'policy',
  'signatures',
  'mirror',
  'report',
]);

interface Rule {
  readonly pattern: RegExp;
  readonly message: string;
  readonly appliesTo: (layer: Layer | null) => boolean;
}

const everywhere = (): boolean => true;
const inPureLayers = (layer: Layer | null): boolean => layer !== null && PURE.has(layer);

const RULES: readonly Rule[] = [
  { pattern: /^export\s+default\b|\bas\s+default\b/, message: 'default export', appliesTo: everywhere },
  {
    pattern: /(?:[:<|&(]|=>|\bas)\s*any\b(?!\s*[(.])|,\s*any\s*[>,]|\bany\[\]/,
    message: 'type any',
    appliesTo: everywhere,
  },
  {
    pattern: /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?(?:enum|namespace)\s+\w/,
    message: 'enum or namespace',
    appliesTo: everywhere,
  },
  {
    pattern: /\b(?:process|console)\./,
    message: 'process or console in a pure layer',
    appliesTo: inPureLayers,
  },
  {
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(/,
    message: 'the clock in a pure layer',
    appliesTo: inPureLayers,
  },
  { pattern: /(?<![.\w])fetch\(/, message: 'the network in a pure layer', appliesTo: inPureLayers },
];

/** One line per breach in a file, naming file and line. */
export function styleViolations(file: SourceFile): readonly string[] {
  const names = file.path.split('/').filter((name) => FORBIDDEN_NAME.test(name));
  const layer = layerOf(file.path);
  const rules = RULES.filter((rule) => rule.appliesTo(layer));
  return [
    ...names.map((name) => `${file.path}: the name ${name} says nothing; name the idea`),
    ...(file.lines > LINES_AT_MOST ? [`${file.path}: ${file.lines} lines; split it by idea`] : []),
    ...file.code
      .split('\n')
      .flatMap((line, index) => breaches(line, rules).map((what) => `${file.path}:${index + 1}: ${what}`)),
  ];
}

function breaches(line: string, rules: readonly Rule[]): readonly string[] {
  return rules.filter(({ pattern }) => pattern.test(line)).map(({ message }) => message);
}

export function medianLines(files: readonly SourceFile[]): number {
  const lines = files.map((file) => file.lines).sort((one, other) => one - other);
  return lines[Math.floor(lines.length / 2)] ?? 0;
}
