/** Paths that a mirror manifest names: relative to it, and in Actions inside the workspace. */
import { dirname, resolve, sep } from 'node:path';
import type { SoundParts } from '../files/mirrorfile.ts';
import type { Signatures } from '../files/signatures.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import type { Host } from '../host/host.ts';
import type { Options } from './options.ts';

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

export interface StrayPath {
  readonly path: string;
  readonly finding: Finding;
}

export class ManifestPaths {
  readonly #base: string;
  readonly #named: readonly NamedPath[];
  readonly #host: Host;
  readonly #allowed: readonly string[];

  constructor(file: SoundParts, { host, options }: ManifestPathsOptions) {
    this.#base = dirname(resolve(host.workingDirectory, file.path));
    this.#named = namedPaths(file);
    this.#host = host;
    this.#allowed = options.allowPath.map((path) => resolve(host.workingDirectory, path));
  }

  absolute(path: string): string {
    return resolve(this.#base, path);
  }

  /** Every path that leaves the workspace, by itself or through a symbolic link, as it is written. Such a path is not to be touched. */
  async stray(): Promise<readonly StrayPath[]> {
    const { workspace, files } = this.#host;
    if (workspace === null) return [];
    const roots = await Promise.all([workspace, ...this.#allowed].map((path) => files.realPath(path)));
    const stray: StrayPath[] = [];
    for (const named of this.#named) {
      const real = await files.realPath(this.absolute(named.path));
      if (!roots.some((root) => isInside(real, root)))
        stray.push({ path: named.path, finding: strayFinding(named) });
    }
    return stray;
  }
}

/** Every path once, in the file's order. */
function namedPaths({ images, mirrors, registries, signatures }: SoundParts): readonly NamedPath[] {
  const named = [
    ...mirrors.flatMap(({ place, at }) => (place.kind === 'layout' ? [{ path: place.directory, at }] : [])),
    ...[...registries.values()].flatMap(({ tls, at }) =>
      tls.kind === 'https'
        ? [tls.ca, tls.cert, tls.key].flatMap((path) => (path === null ? [] : { path, at }))
        : [],
    ),
    ...(signatures === null ? [] : trustPaths(signatures)),
    ...images.flatMap(({ source, at }) => (source.kind === 'layout' ? [{ path: source.directory, at }] : [])),
  ];
  return [...Map.groupBy(named, ({ path }) => path).values()].flatMap((same) =>
    same[0] === undefined ? [] : { ...same[0], times: same.length },
  );
}

/** What signatures are judged by: whoever may choose these files decides what is trusted. */
function trustPaths({ trustedRoot, policies }: Signatures): readonly Omit<NamedPath, 'times'>[] {
  const keys = policies.flatMap(({ signedBy }) =>
    signedBy.flatMap((signer) => (signer.kind === 'key' ? [{ path: signer.path, at: signer.at }] : [])),
  );
  return trustedRoot === null ? keys : [trustedRoot, ...keys];
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function strayFinding({ path, at, times }: NamedPath): Finding {
  return finding('manifest-invalid', {
    message: `the mirror manifest names ${path}, which is outside of the workspace`,
    help: 'List the folder in allow-path if whoever may change the mirror manifest may also reach it.',
    at,
    affectedCount: times,
  });
}
