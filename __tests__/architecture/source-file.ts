/** A source file as the architecture test sees it: its import lines and its code without comments and strings. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Import {
  readonly specifier: string;
  /** `export … from` */
  readonly isReExport: boolean;
  readonly line: number;
}

export interface SourceFile {
  /** Relative to the project, with slashes: `src/oci/digest.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** The text with comments and the content of strings blanked; line numbers are those of the file. */
  readonly code: string;
  readonly lines: number;
}

const NAMES = String.raw`[\w$*{},\s]+?\bfrom\s*`;
const STATIC_IMPORT = new RegExp(
  String.raw`^[ \t]*(?:import(?:\s+type\b)?\s*(?:${NAMES})?|export(?:\s+type\b)?\s*(?=[*{])${NAMES})['"](?<specifier>[^'"\n]+)['"]`,
  'gm',
);
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"\n]+)['"]/g;
/** Comments, strings, and regular expressions that stand where only an expression can stand. */
const NOT_CODE =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[=(,:!&|?[{;]\s*|\breturn\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*/g;

/** Every `.ts` file below a folder of the project. */
export function readSourceFiles(project: string, folder: string): readonly SourceFile[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => sourceFile(path, readFileSync(join(project, path), 'utf8')));
}

export function sourceFile(path: string, text: string): SourceFile {
  const code = text.replace(NOT_CODE, (match) => match.replace(/[^\n]/g, ' '));
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path, imports: [...staticImports(text), ...dynamicImports(text)], code, lines };
}

function staticImports(text: string): readonly Import[] {
  return [...text.matchAll(STATIC_IMPORT)].map((match) => ({
    specifier: match.groups?.specifier ?? '',
    isReExport: match[0].trimStart().startsWith('export'),
    line: lineAt(text, match.index),
  }));
}

function dynamicImports(text: string): readonly Import[] {
  return [...text.matchAll(DYNAMIC_IMPORT)].map((match) => {
    const [, specifier = ''] = match;
    return { specifier, isReExport: false, line: lineAt(text, match.index) };
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
