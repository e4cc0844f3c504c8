/** The user's mirror manifest (`mirror.yaml`, version 1): text in, data with positions out. */
import type { Finding, Position, Rule, RuleLevel } from '../finding.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Parsed, Repository, Tag } from '../oci/reference.ts';
import type { Runtime } from '../oci/runtime.ts';
import type { Pattern } from './pattern.ts';
import type { Signatures } from './signatures.ts';

/** Where images come from: a repository at a registry, or a name in an OCI image layout directory. */
export type SourceRepository =
  | ({ readonly kind: 'registry' } & Repository)
  /** `directory` as written (relative to the file); `name` is what stands before `:TAG` in `ref.name`, '' where only a
   *  tag-like NAME was given. */
  | { readonly kind: 'layout'; readonly directory: string };

/** One thing wanted of an image's source. */
export type Want =
  | { readonly kind: 'digest'; readonly digest: Digest; readonly at: Position }
  /** `pin` is the digest of `tag@digest`. */
  | { readonly kind: 'tag'; readonly tag: Tag; readonly pin: Digest | null; readonly at: Position }
  /** A layout root by its `ref.name` (null: the only root of the layout). */
  | {
      readonly kind: 'layout-name';
      readonly name: string | null;
      readonly tag: Tag | null;
      readonly at: Position;
    };

/** `select:` — which of the source's tags are wanted. At least one of semver, include. */
export interface Select {
  /** A range of node-semver (`>=7.2 <8`). */
  readonly semver: string | null;
  readonly include: Pattern | null;
  readonly exclude: Pattern | null;
  /** Keep only the newest N by semver precedence; needs `semver`. */
  readonly latest: number | null;
  /** As written, keys in written order, for the lock's `selections`. */
  readonly written: Readonly<Record<string, string | number>>;
  readonly at: Position;
}

/** Where a mirror's images land. */
export type MirrorPlace =
  /** `prefix` is '' or `mirror` or `a/b`. */
  | { readonly kind: 'registry'; readonly host: string; readonly prefix: string }
  | { readonly kind: 'layout'; readonly directory: string };

export interface Mirror {
  readonly name: string;
  /** As written: `registry.eu.example.com/mirror`, `oci:./vault`. */
  readonly target: string;
  readonly place: MirrorPlace;
  readonly state: 'serving' | 'filling' | 'retired';
  readonly kind: 'store' | 'cache';
  readonly keepTags: boolean;
  /** Repository template of this mirror; null: the image's or the file's counts. */
  readonly repository: string | null;
  readonly at: Position;
}

export interface RegistrySettings {
  /** true: HTTPS with the system's CAs; false: plain HTTP; unset: HTTP on loopback, else HTTPS. */
  readonly tls:
    | { readonly kind: 'default' }
    | { readonly kind: 'plain-http' }
    | {
        readonly kind: 'https';
        readonly ca: string | null;
        readonly cert: string | null;
        readonly key: string | null;
        readonly skipVerify: boolean;
      };
  readonly auth: { readonly usernameEnv: string; readonly passwordEnv: string } | null;
  /** Upper bound of requests in flight; null: the tool's default. */
  readonly concurrency: number | null;
  /** Base URLs read by digest first. */
  readonly endpoints: readonly string[];
  readonly at: Position;
}

/** One entry of `images:`, every default filled in. */
export interface Image {
  readonly source: SourceRepository;
  readonly wants: readonly Want[];
  readonly select: Select | null;
  readonly allowMirrorByTags: boolean;
  /** Repository template of this image; null: the mirror's or the file's counts. */
  readonly repository: string | null;
  /** Names of its mirrors, in the manifest's order of mirrors. */
  readonly mirrors: readonly string[];
  /** Null: all platforms. */
  readonly platforms: readonly Platform[] | null;
  readonly index: 'sparse' | 'omit';
  readonly immutable: Pattern | null;
  readonly allowRollback: boolean;
  readonly unlocked: 'error' | 'resolve';
  readonly referrers: 'copy' | 'report' | 'ignore';
  /** Who will pull it, each once, in written order. */
  readonly runtimes: readonly Runtime[];
  readonly at: Position;
}

/** `accept:` — a known finding, with a reason and an end. */
export interface Acceptance {
  readonly rule: Rule;
  /** Glob over the canonical `host/repository[:tag]`; null: every image. */
  readonly image: string | null;
  readonly mirror: string | null;
  /** `YYYY-MM-DD`, the last day it holds. */
  readonly until: string;
  readonly reason: string;
  readonly at: Position;
}

export interface MirrorFile {
  readonly path: string;
  readonly sha256: string;
  readonly recheckAfterMs: number;
  readonly maxLagMs: number;
  readonly readFrom: 'mirrors-first' | 'source-first';
  /** The file's repository template, `{path}` by default. */
  readonly repository: string;
  /** In priority order. */
  readonly mirrors: readonly Mirror[];
  /** By `host[:port]`. */
  readonly registries: ReadonlyMap<string, RegistrySettings>;
  readonly images: readonly Image[];
  readonly rules: ReadonlyMap<Rule, RuleLevel>;
  readonly accept: readonly Acceptance[];
  /** Null: no signatures are asked for. */
  readonly signatures: Signatures | null;
}

/** The parts of a mirror manifest that name places: registries, layouts, certificates, keys, variables. */
export type SoundParts = Pick<MirrorFile, 'path' | 'mirrors' | 'registries' | 'images' | 'signatures'>;

/** What reading gives: the file when it is usable, and every fault found, all of them in one run. */
export interface ReadMirrorFile {
  readonly file: MirrorFile | null;
  /** What could be read although other parts have faults, so that the files it names are looked at too; null: nothing. */
  readonly sound: SoundParts | null;
  readonly findings: readonly Finding[];
}

export type { Parsed };
