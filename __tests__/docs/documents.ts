/** The project's documents as tests read them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '..', '..');

export const documents: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesBelow('docs'),
  ...filesBelow('examples'),
].filter((name) => name.endsWith('.md'));

export function read(name: string): string {
  return readFileSync(join(project, name), 'utf8');
}

function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' });
  return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`).sort();
}

/** Links of `name` to files of the project that are not there, or to headings that their file does not have. */
export function brokenLinks(name: string): readonly string[] {
  const targets = [...withoutCode(read(name)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(name, target));
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(project, file))) return false;
  return heading === undefined || headings(file).some(({ text }) => anchorOf(text) === heading);
}

export function headings(name: string): readonly { readonly level: number; readonly text: string }[] {
  return [...withoutCode(read(name)).matchAll(/^(#+) (.+)$/gm)].map((match) => ({
    level: match[1]?.length ?? 0,
    text: match[2] ?? '',
  }));
}

/** As GitHub makes them. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Contents of fenced blocks of one language. */
export function codeBlocks(name: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...read(name).matchAll(fence)].map((match) => match[1] ?? '');
}

/** The text without its fenced blocks. */
export function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

/** Cells of every table row below the heading `title`, the head of the table left out. */
export function tableRows(name: string, title: string): readonly (readonly string[])[] {
  const text = read(name);
  const start = text.search(new RegExp(`^#+ ${title}$`, 'm'));
  const section = text.slice(start).split(/^#+ /m)[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The names in backquotes of a text. */
export function codeNames(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}
