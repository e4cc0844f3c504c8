/** What the user asked for, typed: from flags or inputs to values, every wrong one told at once. */
import { MirrorError } from '../errors.ts';
import { parseDuration } from '../files/duration.ts';
import { compileGlob, compilePathGlob } from '../files/glob.ts';
import type { Pattern } from '../files/pattern.ts';
import type { LogLevel } from '../host/host.ts';
import { DEPTHS, type Depth, type Recheck } from '../mirror/proofs.ts';
import { parseRuntime, type Runtime } from '../oci/runtime.ts';
import { GENERATE_FORMATS, type GenerateFormat } from '../policy/generate.ts';
import { whyNotFailOn } from '../report/judge.ts';
import { OPTIONS, type OptionKey } from './option-table.ts';

/** Values as given: a flag is `true` or `false` (any other text is a fault), a list has its items in order. */
export type RawOptions = { readonly [key in OptionKey]?: string | boolean | readonly string[] };

export interface Options {
  readonly manifest: string | null;
  readonly lockfile: string | null;
  readonly mirrors: readonly string[];
  readonly images: readonly NamedGlob[];
  readonly json: string | null;
  readonly summary: string | null;
  readonly html: string | null;
  readonly sarif: string | null;
  readonly failOn: readonly string[];
  readonly state: string | null;
  readonly recheck: Recheck;
  readonly locked: boolean;
  readonly timeBudgetMs: number | null;
  readonly dryRun: boolean;
  /** Null: the command's own default. */
  readonly depth: Depth | null;
  readonly repair: boolean;
  readonly runtimes: readonly Runtime[];
  readonly oldestFirst: boolean;
  readonly accept: string | null;
  readonly reason: string | null;
  readonly to: string | null;
  readonly listen: string;
  readonly writable: boolean;
  readonly output: string | null;
  readonly formats: readonly GenerateFormat[];
  readonly policies: readonly NamedGlob[];
  readonly base: string | null;
  readonly report: string | null;
  readonly neverContactSource: boolean;
  readonly check: boolean;
  readonly probe: boolean;
  readonly allowEnv: readonly string[];
  readonly allowPath: readonly string[];
  readonly allowPrWrite: boolean;
  readonly logLevel: LogLevel;
  readonly quiet: boolean;
}

export interface NamedGlob extends Pattern {
  readonly written: string;
}

/** Throws MirrorError `usage` naming every value that cannot be used. */
export function readOptions(raw: RawOptions): Options {
  const faults: string[] = [];
  const options: Options = {
    manifest: text(raw.manifest),
    lockfile: text(raw.lockfile),
    mirrors: list(raw.mirror),
    images: list(raw.image).flatMap((glob) => globOf(glob, faults)),
    json: text(raw.json),
    summary: text(raw.summary),
    html: text(raw.html),
    sarif: text(raw.sarif),
    failOn: failOnOf(raw, faults),
    state: text(raw.state),
    recheck: oneOf('recheck', text(raw.recheck) ?? 'due', { among: ['due', 'all', 'never'], faults }),
    locked: flag('locked', raw, faults),
    timeBudgetMs: durationOf(text(raw.timeBudget), faults),
    dryRun: flag('dryRun', raw, faults),
    depth:
      raw.depth === undefined ? null : oneOf('depth', text(raw.depth) ?? 'probe', { among: DEPTHS, faults }),
    repair: flag('repair', raw, faults),
    runtimes: list(raw.runtime).flatMap((written) => runtimeOf(written, faults)),
    oldestFirst: flag('oldestFirst', raw, faults),
    accept: text(raw.accept),
    reason: text(raw.reason),
    to: text(raw.to),
    listen: text(raw.listen) ?? '127.0.0.1:5000',
    writable: flag('writable', raw, faults),
    output: text(raw.output),
    formats: [...new Set(list(raw.format).flatMap((written) => formatOf(written, faults)))],
    policies: list(raw.policy).flatMap((glob) => pathGlobOf(glob, faults)),
    base: text(raw.base),
    report: text(raw.report),
    neverContactSource: flag('neverContactSource', raw, faults),
    check: flag('check', raw, faults),
    probe: flag('probe', raw, faults),
    allowEnv: list(raw.allowEnv),
    allowPath: list(raw.allowPath),
    allowPrWrite: flag('allowPrWrite', raw, faults),
    logLevel: oneOf('logLevel', text(raw.logLevel) ?? 'info', {
      among: ['debug', 'info', 'warning', 'error'],
      faults,
    }),
    quiet: flag('quiet', raw, faults),
  };
  const toStdout = (['json', 'summary', 'html', 'sarif'] as const).filter((key) => options[key] === '-');
  if (toStdout.length > 1)
    faults.push(`only one of ${toStdout.map((key) => `--${key}`).join(', ')} can have standard output`);
  if (faults.length > 0) throw new MirrorError('usage', faults.join('; '), { fix: 'see --help' });
  return options;
}

/** `warning`, `warning,tag-rollback` or several of them: commas and repetition both separate. */
function failOnOf(raw: RawOptions, faults: string[]): string[] {
  const words = list(raw.failOn)
    .flatMap((item) => item.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  for (const word of words) {
    const why = whyNotFailOn(word);
    if (why !== null) faults.push(`--fail-on: ${why}`);
  }
  return words.length === 0 ? ['error'] : words;
}

function globOf(glob: string, faults: string[]): NamedGlob[] {
  const compiled = compileGlob(glob);
  if (compiled.ok)
    return [
      { source: compiled.value.source, matches: (text) => compiled.value.matches(text), written: glob },
    ];
  faults.push(`--image ${glob}: ${compiled.why}`);
  return [];
}

function pathGlobOf(glob: string, faults: string[]): NamedGlob[] {
  const compiled = compilePathGlob(glob);
  if (compiled.ok) return [{ ...compiled.value, written: glob }];
  faults.push(`--policy ${glob}: ${compiled.why}`);
  return [];
}

function formatOf(written: string, faults: string[]): GenerateFormat[] {
  const found = GENERATE_FORMATS.find((format) => format === written);
  if (found === undefined)
    faults.push(`--format is one of ${GENERATE_FORMATS.join(', ')}, not ${JSON.stringify(written)}`);
  return found === undefined ? [] : [found];
}

function runtimeOf(written: string, faults: string[]): Runtime[] {
  const parsed = parseRuntime(written);
  if (parsed.ok) return [parsed.value];
  faults.push(`--runtime ${written}: ${parsed.why}`);
  return [];
}

function flag(key: OptionKey, raw: RawOptions, faults: string[]): boolean {
  const value = raw[key] ?? false;
  if (typeof value === 'boolean') return value;
  faults.push(`--${OPTIONS[key].name} is true or false, not ${JSON.stringify(value)}`);
  return false;
}

function durationOf(written: string | null, faults: string[]): number | null {
  if (written === null) return null;
  const parsed = parseDuration(written);
  if (parsed.ok) return parsed.value;
  faults.push(`--time-budget ${JSON.stringify(written)}: ${parsed.why}`);
  return null;
}

function oneOf<T extends string>(
  key: OptionKey,
  value: string,
  { among, faults }: { readonly among: readonly [T, ...T[]]; readonly faults: string[] },
): T {
  const found = among.find((candidate) => candidate === value);
  if (found === undefined)
    faults.push(`--${OPTIONS[key].name} is one of ${among.join(', ')}, not ${JSON.stringify(value)}`);
  return found ?? among[0];
}

function text(value: string | boolean | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function list(value: string | boolean | readonly string[] | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value : [];
}
