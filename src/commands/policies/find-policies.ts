/** Which files are policies: those that are named, those that globs match, or else what a walk through the workspace finds. */
import { posix } from 'node:path';
import { type Finding, finding } from '../../finding.ts';
import { LONGEST_POLICY, looksLikePolicy } from '../../policy/read-policy.ts';
import type { NamedGlob } from '../options.ts';
import { strayError } from './disk-tree.ts';
import type { FileTree, Listing, ReadText } from './file-tree.ts';

/** More than a policy of the greatest length has in UTF-8, so that the reader of policies can tell what is too long. */
const FILE_LIMIT_BYTES = 4 * LONGEST_POLICY;
/** Files of a walk that are in memory at once. */
const CHUNK = 64;
const READABLE = /\.(?:ya?ml|json|toml|conf)$/i;
/** Names that only policies have. */
const SURELY_POLICY = /(?:^|\/)(?:hosts\.toml|registries\.conf(?:\.d\/[^/]*\.conf)?)$/;

export interface PolicyRequest {
  /** Files named one by one. */
  readonly files: readonly string[];
  readonly globs: readonly NamedGlob[];
}

export interface FoundPolicies {
  /** In the order given: files, then globs, each by name; each file once. */
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** Files that could not be read, and what was not looked at. */
  readonly findings: readonly Finding[];
  /** Globs that match no file. */
  readonly idle: readonly string[];
}

/** With neither files nor globs the whole tree is looked through for policies. */
export async function findPolicies(request: PolicyRequest, tree: FileTree): Promise<FoundPolicies> {
  if (request.files.length + request.globs.length === 0) return lookThrough(tree);
  const matched = await matchGlobs(request.globs, tree);
  const paths = [...new Set([...request.files, ...matched.paths])];
  const isMatched = new Set(matched.paths);
  const read = await tree.read(paths, FILE_LIMIT_BYTES);
  const isGone = (one: ReadText) => one.kind === 'absent' && isMatched.has(one.path);
  return {
    texts: read.flatMap((one) => (one.kind === 'read' ? [one] : [])),
    findings: [
      ...read.filter((one) => !isGone(one)).flatMap(unreadable),
      ...matched.strays.map((path) => unreadableFile(path, strayError(path))),
      ...(matched.isCut ? [cutShort()] : []),
    ],
    idle: matched.idle,
  };
}

interface MatchedGlobs {
  readonly paths: readonly string[];
  readonly strays: readonly string[];
  readonly idle: readonly string[];
  readonly isCut: boolean;
}

async function matchGlobs(globs: readonly NamedGlob[], tree: FileTree): Promise<MatchedGlobs> {
  const matched = { paths: [] as string[], strays: [] as string[], idle: [] as string[], isCut: false };
  const listings = new Map<string, Listing>();
  for (const glob of globs) {
    const { folder, depth } = reachOf(glob.source);
    const key = `${depth} ${folder}`;
    const listing = listings.get(key) ?? (await listingFor(glob.source, tree));
    listings.set(key, listing);
    const paths = listing.files.filter((path) => glob.matches(path));
    const strays = listing.strays.filter((path) => glob.matches(path));
    if (paths.length + strays.length === 0) matched.idle.push(glob.written);
    matched.paths.push(...paths);
    matched.strays.push(...strays);
    matched.isCut ||= listing.isCut;
  }
  return { ...matched, strays: [...new Set(matched.strays)] };
}

/** A glob without a wildcard is looked at, and nothing else is. */
async function listingFor(glob: string, tree: FileTree): Promise<Listing> {
  const { folder, depth } = reachOf(glob);
  if (depth !== null) return tree.list(folder, depth);
  const [read] = await tree.read([folder], FILE_LIMIT_BYTES);
  return { files: read?.kind === 'absent' ? [] : [folder], strays: [], isCut: false };
}

/** The folder that everything a glob can match lies in, and how deep below it; null: the path of one file. */
function reachOf(glob: string): { readonly folder: string; readonly depth: number | null } {
  const path = glob.replace(/^(?:\.\/+)+/, '');
  const plain = /^[^*?]*/.exec(path)?.[0] ?? '';
  if (plain === path) return { folder: path, depth: null };
  const slash = plain.lastIndexOf('/');
  const folder = slash < 0 ? '' : plain.slice(0, Math.max(slash, 1));
  const rest = path.slice(slash + 1);
  return { folder, depth: rest.includes('**') ? Number.POSITIVE_INFINITY : rest.split('/').length - 1 };
}

async function lookThrough(tree: FileTree): Promise<FoundPolicies> {
  const { files, strays, isCut } = await tree.list('');
  const candidates = files.filter((path) => READABLE.test(path));
  const texts: { readonly path: string; readonly text: string }[] = [];
  const findings: Finding[] = isCut ? [cutShort()] : [];
  for (let at = 0; at < candidates.length; at += CHUNK) {
    for (const one of await tree.read(candidates.slice(at, at + CHUNK), FILE_LIMIT_BYTES)) {
      if (one.kind === 'read' && looksLikePolicy(one.text, one.path)) texts.push(one);
      else if (SURELY_POLICY.test(one.path)) findings.push(...unreadable(one));
    }
  }
  const lost = strays.filter((path) => SURELY_POLICY.test(path));
  return {
    texts,
    findings: [...findings, ...lost.map((path) => unreadableFile(path, strayError(path)))],
    idle: [],
  };
}

function unreadable(one: ReadText): readonly Finding[] {
  if (one.kind === 'read') return [];
  if (one.kind === 'failed') return [unreadableFile(one.path, one.error)];
  return [
    unreadableFile(one.path, {
      message: `cannot read ${one.path}: there is no such file`,
      fix: 'check the path',
    }),
  ];
}

function unreadableFile(
  path: string,
  { message, fix = 'check the file' }: { readonly message: string; readonly fix?: string | undefined },
): Finding {
  return finding('policy-invalid', {
    at: { file: posix.normalize(path), line: 1, column: 1 },
    message,
    help: fix,
  });
}

function cutShort(): Finding {
  return finding('policy-ignored', {
    message:
      'there are too many files, or folders within folders, to look at all of them: policies may be among the rest',
    help: 'name the policies with --policy, or their folder at the beginning of the glob',
  });
}
