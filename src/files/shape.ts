/** Checks plain data against a schema, tells every fault at its place, and leaves only what has the right shape. */
import { z } from 'zod';
import { pathText, type Reading } from './reading.ts';
import { shown } from './shown.ts';
import { suggestion } from './suggest.ts';
import type { Path } from './yaml-document.ts';

/** What is left of `T` after everything of a wrong shape was removed: any part may be missing. */
export type Sound<T> = T extends readonly (infer Item)[]
  ? readonly (Sound<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Sound<T[Key]> | undefined }
    : T;

type Issue = z.core.$ZodIssue;

/** Help by key, for keys that deserve more than the nearest known key or value. */
export type KeyHelp = Readonly<Record<string, string>>;

/**
 * The sound part of the document, or null where nothing is. Keys beginning with `x-` are the user's own and are
 * removed without a fault, except in mappings whose keys are names.
 */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  reading: Reading,
  keyHelp: KeyHelp = {},
): Sound<z.infer<Schema>> | null {
  const value = reading.document.value;
  const result = schema.safeParse(value);
  if (result.success) return value as Sound<z.infer<Schema>>;
  const issues = flatten(result.error.issues, []);
  for (const issue of issues) tell(issue, { schema, reading, keyHelp });
  for (const issue of issues) prune(value, issue);
  const isMapping = issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys');
  return isMapping ? (value as Sound<z.infer<Schema>>) : null;
}

interface Telling {
  readonly schema: z.ZodType;
  readonly reading: Reading;
  readonly keyHelp: KeyHelp;
}

/** Issues with full paths; of a union, those of the branch whose kind of value was meant. */
function flatten(issues: readonly Issue[], base: Path): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path] as (string | number)[];
    if (issue.code !== 'invalid_union') return [{ ...issue, path }];
    const meant = issue.errors.find(
      (branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
    );
    if (meant !== undefined) return flatten(meant, path);
    const expected = issue.errors
      .flat()
      .map((inner) => (inner.code === 'invalid_type' ? kindName(inner.expected) : ''));
    return [{ ...issue, path, message: expected.filter((name) => name !== '').join(' or ') }];
  });
}

function tell(issue: Issue, telling: Telling): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') tellKeys(issue.keys, path, telling);
  else tellValue(issue, path, telling);
}

function tellKeys(keys: readonly string[], path: Path, { schema, reading, keyHelp }: Telling): void {
  const known = knownKeys(schema, path);
  for (const key of keys) {
    if (key.startsWith('x-')) continue;
    const inside = path.length === 0 ? '' : ` in ${pathText(path)}`;
    reading.fault(
      reading.document.keyPositionOf(path, key),
      `unknown key ${shown(key)}${inside}`,
      ownHelp(keyHelp, key) ?? `${suggestion(key, known)} (keys of your own begin with x-)`,
    );
  }
}

function ownHelp(keyHelp: KeyHelp, key: string | number | undefined): string | undefined {
  return typeof key === 'string' && Object.hasOwn(keyHelp, key) ? keyHelp[key] : undefined;
}

function tellValue(issue: Issue, path: Path, { reading, keyHelp }: Telling): void {
  const name = path.length === 0 ? 'the file' : pathText(path);
  const value = valueAt(reading.document.value, path);
  if (value === undefined) {
    reading.fault(path, `${name} is missing`, `add it: ${wantedText(issue)} is expected`);
  } else if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
    reading.fault(
      path,
      `${name} is ${describe(value, path, reading)} where ${wantedText(issue)} is expected`,
      ownHelp(keyHelp, path.at(-1)) ?? typeHelp(issue, path, reading),
    );
  } else if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    reading.fault(
      path,
      `${name} is ${describe(value, path, reading)}; it can be ${listed(values)}`,
      ownHelp(keyHelp, path.at(-1)) ?? suggestion(String(value), values),
    );
  } else {
    reading.fault(
      path,
      `${name} is ${describe(value, path, reading)}, which is out of bounds`,
      `${wantedText(issue)} is expected`,
    );
  }
}

const MOST_LISTED = 8;

function listed(values: readonly string[]): string {
  const rest = values.length - MOST_LISTED;
  return `${values.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}`;
}

/** What was written. Values below `auth` are never shown: somebody may have written a secret there. */
function describe(value: unknown, path: Path, reading: Reading): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (path.includes('auth')) return `a ${typeof value}`;
  const written = shown(reading.document.writtenAt(path) ?? String(value));
  return typeof value === 'string' ? `the string ${written}` : `the ${typeof value} ${written.slice(1, -1)}`;
}

function wantedText(issue: Issue): string {
  if (issue.code === 'invalid_type') return kindName(issue.expected);
  if (issue.code === 'invalid_union') return issue.message;
  if (issue.code === 'invalid_value') return `one of ${listed(issue.values.map(String))}`;
  if (issue.code === 'too_small')
    return `at least ${issue.minimum}${issue.origin === 'array' ? ' entry' : ''}`;
  return issue.code === 'too_big' ? `at most ${issue.maximum}` : 'another value';
}

function typeHelp(issue: Issue, path: Path, reading: Reading): string {
  const written = reading.document.writtenAt(path);
  const wantsText = wantedText(issue).includes('string');
  if (!wantsText || written === null || path.includes('auth')) return `write ${wantedText(issue)} here`;
  return written === ''
    ? 'write the value, or remove the key'
    : `write it in quotes: "${shown(written).slice(1, -1)}"`;
}

function kindName(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    string: 'a string',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[kind] ?? kind;
}

/** Removes what the issue is about: unknown keys, or a value, whose place stays so that its key can be read. */
function prune(root: unknown, issue: Issue): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const map = valueAt(root, path) as Record<string, unknown> | undefined;
    for (const key of map === undefined ? [] : issue.keys) delete map?.[key];
    return;
  }
  const parent = valueAt(root, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
  const last = path.at(-1);
  if (parent === undefined || parent === null || last === undefined) return;
  parent[last] = undefined;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string | number, unknown>)[key];
  }, root);
}

/** The keys that the schema knows at `path`. */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let candidates: z.ZodType[] = [schema];
  for (const key of path) candidates = candidates.flatMap((candidate) => below(candidate, key));
  return candidates
    .flatMap((candidate) => unwrapped(candidate))
    .flatMap((plain) => (plain instanceof z.ZodObject ? Object.keys(plain.shape) : []));
}

function below(schema: z.ZodType, key: string | number): z.ZodType[] {
  return unwrapped(schema).flatMap((plain) => {
    if (plain instanceof z.ZodObject)
      return Object.hasOwn(plain.shape, key) ? [plain.shape[key] as z.ZodType] : [];
    if (plain instanceof z.ZodArray) return [plain.element as z.ZodType];
    return plain instanceof z.ZodRecord ? [plain.valueType as z.ZodType] : [];
  });
}

function unwrapped(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(unwrapped);
  return [schema];
}
