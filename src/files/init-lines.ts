/** Lines of `init`: image references, or the commands that copy and pull them today. */
import type { Parsed, Reference } from '../oci/reference.ts';
import { parseReference } from '../oci/reference.ts';
import { shown, userinfoEnd } from './shown.ts';

/** One image that a line names, and where the line copies it to. */
export interface ImageLine {
  readonly line: number;
  readonly source: Reference;
  readonly destination: Reference | null;
}

/** Something of a line that does not reach the mirror manifest. `text` never holds credentials. */
export interface LineProblem {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** Flags of each command that take the following word as their value (where not written with `=`). */
const VALUE_FLAGS: Readonly<Record<string, readonly string[]>> = {
  docker: ['--platform'],
  nerdctl: ['--platform', '--unpack', '--verify', '--cosign-key'],
  podman: [
    '--platform',
    '--arch',
    '--os',
    '--variant',
    '--creds',
    '--authfile',
    '--cert-dir',
    '--decryption-key',
    '--retry',
  ],
  crane: ['--platform', '-j', '--jobs'],
  regctl: [
    '--platform',
    '--platforms',
    '-p',
    '--referrers-src',
    '--referrers-tgt',
    '--host',
    '-v',
    '--verbosity',
    '--logopt',
  ],
  oras: [
    '--platform',
    '--concurrency',
    '--username',
    '-u',
    '--password',
    '-p',
    '--from-username',
    '--from-password',
    '--to-username',
    '--to-password',
    '--registry-config',
    '--ca-file',
  ],
};

const TRANSPORT =
  /^(docker:\/\/|(oci|dir|docker-archive|docker-daemon|oci-archive|containers-storage|ostree|sif|tarball):)/;
const CREDENTIAL_FLAG =
  /^(?:--(?:src-|dest-|from-|to-)?(?:creds|username|password|registry-token)|-u)(?:=|$)/;
const PLATFORM_FLAG = /^--(?:platforms?|override-(?:arch|os|variant)|arch|os|variant|multi-arch)(?:=|$)/;

/** Reads every line; blank lines and `#` comments are ignored, a backslash at the end joins lines. */
export function readImageLines(text: string): {
  readonly images: readonly ImageLine[];
  readonly problems: readonly LineProblem[];
} {
  const images: ImageLine[] = [];
  const problems: LineProblem[] = [];
  for (const { line, words } of splitWords(text)) {
    const command = readCommand(words);
    for (const [text, why] of ignoredFlags(words)) problems.push({ line, text, why });
    const image = command.ok ? readImage(command.value, line) : command;
    if (image.ok) images.push(image.value);
    else problems.push({ line, text: safeText(words), why: image.why });
  }
  return { images, problems };
}

interface Operands {
  readonly source: string;
  readonly destination: string | null;
}

function readCommand(words: readonly string[]): Parsed<Operands> {
  const [tool = ''] = words;
  if (words.some((word) => /[$`]/.test(word)))
    return { ok: false, why: 'variables and commands in a line are not run; write the reference out' };
  if (tool === 'skopeo')
    return copyOperands(words.includes('copy') ? words.filter((word) => TRANSPORT.test(word)) : []);
  if (Object.hasOwn(VALUE_FLAGS, tool)) return toolOperands(tool, words);
  if (words.length === 1) return { ok: true, value: { source: tool, destination: null } };
  return { ok: false, why: 'this is neither one reference nor a copy or pull command that is known' };
}

function toolOperands(tool: string, words: readonly string[]): Parsed<Operands> {
  const operands = withoutFlags(words.slice(1), VALUE_FLAGS[tool] ?? []);
  if (tool === 'regctl' && operands[0] === 'image' && /^(copy|cp)$/.test(operands[1] ?? ''))
    return copyOperands(operands.slice(2));
  if ((tool === 'crane' || tool === 'oras') && /^(copy|cp)$/.test(operands[0] ?? ''))
    return copyOperands(operands.slice(1));
  const pulled = tool === 'docker' && operands[0] === 'image' ? operands.slice(1) : operands;
  const [verb, source] = pulled;
  if (verb === 'pull' && source !== undefined && pulled.length === 2)
    return { ok: true, value: { source, destination: null } };
  return { ok: false, why: `this ${tool} command is not known; copy and pull are read` };
}

function copyOperands([source, destination, ...rest]: readonly string[]): Parsed<Operands> {
  if (source === undefined || destination === undefined || rest.length > 0) {
    return { ok: false, why: 'a copy names one source and one destination' };
  }
  return { ok: true, value: { source, destination } };
}

function withoutFlags(words: readonly string[], valueFlags: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('-') && !valueFlags.includes(words[index - 1] ?? ''));
}

function readImage({ source, destination }: Operands, line: number): Parsed<ImageLine> {
  const from = readOperand(source);
  if (!from.ok) return from;
  if (destination === null) return { ok: true, value: { line, source: from.value, destination: null } };
  const to = readOperand(destination);
  // A destination that is no registry (an archive, a directory) does not keep the source from being mirrored.
  return { ok: true, value: { line, source: from.value, destination: to.ok ? to.value : null } };
}

function readOperand(operand: string): Parsed<Reference> {
  const reference = operand.startsWith('docker://') ? operand.slice('docker://'.length) : operand;
  if (reference === operand && TRANSPORT.test(operand)) {
    return {
      ok: false,
      why: 'only images in registries are read here; write layouts into the mirror manifest by hand',
    };
  }
  if (userinfoEnd(reference) !== null)
    return { ok: false, why: 'user names and passwords do not stand in references' };
  return parseReference(reference);
}

function ignoredFlags(words: readonly string[]): [string, string][] {
  const name = (word: string) => word.replace(/=.*$/s, '');
  return words.flatMap((word): [string, string][] => {
    if (words.length === 1) return [];
    if (CREDENTIAL_FLAG.test(word))
      return [
        [
          name(word),
          'credentials are not taken over; log in, or name environment variables under registries',
        ],
      ];
    return PLATFORM_FLAG.test(word)
      ? [[name(word), 'all platforms are mirrored; add platforms to the image to mirror fewer']]
      : [];
  });
}

/** A line for a message: a single word as it is, of a command only its name, since flags may hold secrets. */
function safeText(words: readonly string[]): string {
  const [first = ''] = words;
  return words.length === 1 ? shown(first).slice(1, -1) : `${shown(first).slice(1, -1)} …`;
}

function splitWords(text: string): { readonly line: number; readonly words: readonly string[] }[] {
  const result: { line: number; words: string[] }[] = [];
  let pending = '';
  let start = 1;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (pending === '') start = index + 1;
    if (/\\\s*$/.test(raw) && !raw.trimStart().startsWith('#')) {
      pending += `${raw.replace(/\\\s*$/, '')} `;
      continue;
    }
    const words = wordsOf(pending + raw);
    if (words.length > 0) result.push({ line: start, words });
    pending = '';
  }
  const rest = wordsOf(pending);
  return rest.length > 0 ? [...result, { line: start, words: rest }] : result;
}

/** Words separated by white space, in quotes or not, up to a `#` that begins one. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]|['"])+/g)) {
    if (word.startsWith('#')) break;
    words.push(
      word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
    );
  }
  return words;
}
