/** Where credentials may lie, and in which order they are looked for. */
import { posix, win32 } from 'node:path';
import type { AuthFormat } from './docker-config.ts';

export interface SourcePlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths in variables start here. */
  readonly workingDirectory: string;
  /** Absolute. */
  readonly homeDirectory: string;
  /** Null where the system has no user ids. */
  readonly uid: number | null;
  readonly platform: NodeJS.Platform;
}

/** One place that may hold credentials in Docker's format. `label` is how the log calls it. */
export type AuthSource = TextSource | FileSource;

interface TextSource {
  readonly kind: 'text';
  readonly label: string;
  readonly text: string;
  readonly format: AuthFormat;
}

export interface FileSource {
  readonly kind: 'file';
  readonly label: string;
  readonly path: string;
  readonly format: AuthFormat;
  /** Not chosen by the user, and maybe out of reach. */
  readonly guessed: boolean;
}

/**
 * The places in order: DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's files (none of
 * them when REGISTRY_AUTH_FILE is set, as in Podman), the legacy ~/.dockercfg. The first that has something for
 * a registry counts.
 */
export function listAuthSources(places: SourcePlaces): readonly AuthSource[] {
  const { env, platform, homeDirectory, workingDirectory } = places;
  const path = platform === 'win32' ? win32 : posix;
  const authFile = env.REGISTRY_AUTH_FILE || null;
  const dockerFolder = env.DOCKER_CONFIG || path.join(homeDirectory, '.docker');
  return [
    ...fromVariable(env.DOCKER_AUTH_CONFIG),
    ...(authFile === null
      ? []
      : [file('REGISTRY_AUTH_FILE', path.resolve(workingDirectory, authFile), 'podman')]),
    file('docker config', path.resolve(workingDirectory, dockerFolder, 'config.json'), 'docker'),
    ...(authFile === null ? podmanFiles(places) : []),
    file('docker config', path.join(homeDirectory, '.dockercfg'), 'legacy'),
  ];
}

function fromVariable(text: string | undefined): readonly AuthSource[] {
  if (text === undefined || text.trim() === '') return [];
  return [{ kind: 'text', label: 'DOCKER_AUTH_CONFIG', text, format: 'docker' }];
}

/** containers-auth.json(5): the primary file, then the one in the configuration folder, which may be the same. */
function podmanFiles(places: SourcePlaces): readonly AuthSource[] {
  const { env, platform, homeDirectory, workingDirectory } = places;
  const path = platform === 'win32' ? win32 : posix;
  const configFolder = env.XDG_CONFIG_HOME || path.join(homeDirectory, '.config');
  const second = path.resolve(workingDirectory, configFolder, 'containers', 'auth.json');
  const primary = podmanPrimaryFile(places);
  return [...primary, ...(primary.some((source) => source.path === second) ? [] : [podmanFile(second)])];
}

function podmanPrimaryFile(places: SourcePlaces): readonly FileSource[] {
  const { env, platform, homeDirectory, uid, workingDirectory } = places;
  const path = platform === 'win32' ? win32 : posix;
  if (platform !== 'linux')
    return [podmanFile(path.join(homeDirectory, '.config', 'containers', 'auth.json'))];
  const runtimeFolder = env.XDG_RUNTIME_DIR;
  if (runtimeFolder)
    return [podmanFile(path.resolve(workingDirectory, runtimeFolder, 'containers', 'auth.json'))];
  // Made by root, with a mode that may keep other users out.
  return uid === null ? [] : [{ ...podmanFile(`/run/containers/${uid}/auth.json`), guessed: true }];
}

function podmanFile(path: string): FileSource {
  return file('podman auth file', path, 'podman');
}

function file(label: string, path: string, format: AuthFormat): FileSource {
  return { kind: 'file', label: `${label} ${path}`, path, format, guessed: false };
}
