/** Paths that a mirror manifest names: relative to it, and in Actions inside the workspace. */
import { dirname, resolve, sep } from 'node:path';
import type { MirrorFile } from '../files/mirrorfile.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import type { Host } from '../host/host.ts';
import type { Options } from './options.ts';
import { UnusableFiles } from './prepare.ts';

export interface ManifestPathsOptions {
  readonly host: Host;
  readonly options: Pick<Options, 'allowPath'>;
}

interface NamedPath {
  readonly path: string;
  /** Where it is named, for the first time. */
  readonly at: Position;
  readonly times: number;
}

export class ManifestPaths {
  readonly #base: string;
  readonly #named: readonly NamedPath[];
  readonly #host: Host;
  readonly #allowed: readonly string[];

  constructor(file: MirrorFile, { host, options }: ManifestPathsOptions) {
    this.#base = dirname(resolve(host.workingDirectory, file.path));
    this.#named = namedPaths(file);
    this.#host = host;
    this.#allowed = options.allowPath.map((path) => resolve(host.workingDirectory, path));
  }

  absolute(path: string): string {
    return resolve(this.#base, path);
  }

  /** Throws UnusableFiles with every path that leaves the workspace, by itself or through a symbolic link. */
  async check(): Promise<void> {
    const { workspace, files } = this.#host;
    if (workspace === null) return;
    const roots = await Promise.all([workspace, ...this.#allowed].map((path) => files.realPath(path)));
    const outside: NamedPath[] = [];
    for (const named of this.#named) {
      const real = await files.realPath(this.absolute(named.path));
      if (!roots.some((root) => isInside(real, root))) outside.push(named);
    }
    if (outside.length === 0) return;
    throw new UnusableFiles(
      'the mirror manifest names paths outside of the workspace',
      outside.map(strayPath),
    );
  }
}

/** Every path once, in the file's order. */
function namedPaths({ images, mirrors, registries }: MirrorFile): readonly NamedPath[] {
  const named = [
    ...mirrors.flatMap(({ place, at }) => (place.kind === 'layout' ? [{ path: place.directory, at }] : [])),
    ...[...registries.values()].flatMap(({ tls, at }) =>
      tls.kind === 'https'
        ? [tls.ca, tls.cert, tls.key].flatMap((path) => (path === null ? [] : { path, at }))
        : [],
    ),
    ...images.flatMap(({ source, at }) => (source.kind === 'layout' ? [{ path: source.directory, at }] : [])),
  ];
  return [...Map.groupBy(named, ({ path }) => path).values()].flatMap((same) =>
    same[0] === undefined ? [] : { ...same[0], times: same.length },
  );
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function strayPath({ path, at, times }: NamedPath): Finding {
  return finding('manifest-invalid', {
    message: `the mirror manifest names ${path}, which is outside of the workspace`,
    help: 'List the folder in allow-path if whoever may change the mirror manifest may also reach it.',
    at,
    affectedCount: times,
  });
}
