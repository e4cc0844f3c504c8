/**
 * Mirror policies as data: what each file says, with the place of every entry, and what becomes of the file. Formats
 * stay apart here, because each has rules of its own; `routes.ts` has the words that all of them share.
 */
import type { Finding, Position } from '../finding.ts';

/** What a pull asks for: a tag, whose meaning the answering place decides, or a digest, which proves itself. */
export type PullBy = 'digest' | 'tag';

/**
 * What the platform or the runtime makes of a document.
 * - `used`: takes effect as written
 * - `refused`: not taken: the API server rejects the object, or the reader stops at the file
 * - `ignored`: taken and never looked at
 * - `blocks-all`: nothing of any object reaches the nodes until it is mended; they keep what they had
 * - `opens`: all of its mirrors are dropped and nodes go to the upstream
 */
export type Fate = 'used' | 'refused' | 'ignored' | 'blocks-all' | 'opens';

/** A piece of text of a policy file and where it begins. */
export interface PlacedText {
  readonly text: string;
  readonly at: Position;
}

export type MirrorSetKind =
  | 'ImageDigestMirrorSet'
  | 'ImageTagMirrorSet'
  | 'ImageContentSourcePolicy'
  | 'ImageContentPolicy';

/** One OpenShift object that names mirrors. */
export interface MirrorSet {
  readonly format: 'mirror-set';
  readonly kind: MirrorSetKind;
  /** `metadata.name`, '' where it is missing. */
  readonly name: string;
  readonly entries: readonly MirrorEntry[];
  readonly fate: Fate;
  readonly at: Position;
}

export interface MirrorEntry {
  /** `host[:port][/path]` or `*.host`, as written. */
  readonly source: PlacedText;
  /** In the order of preference. */
  readonly mirrors: readonly PlacedText[];
  /** Unset is `AllowContactingSource`; so is every entry of an ImageContentSourcePolicy. */
  readonly sourcePolicy: 'AllowContactingSource' | 'NeverContactSource';
  readonly pulls: readonly PullBy[];
  /** From `repositoryMirrors` as it was once proposed; released platforms drop that key. */
  readonly isProposed: boolean;
  readonly at: Position;
}

/** What of OpenShift's `Image` object (`cluster`) ends in `registries.conf`. */
export interface ImageConfig {
  readonly format: 'image-config';
  readonly insecure: readonly PlacedText[];
  readonly blocked: readonly PlacedText[];
  readonly fate: Fate;
  readonly at: Position;
}

/** One containers `registries.conf`, main file or drop-in. */
export interface RegistriesConf {
  readonly format: 'registries.conf';
  readonly file: string;
  /** 1: the tables `[registries.search]`, `.insecure`, `.block`; their content is here as version 2 would say it. */
  readonly version: 1 | 2;
  readonly isDropIn: boolean;
  /** Null where the key is not set: an earlier file's list stays. */
  readonly searchRegistries: readonly PlacedText[] | null;
  readonly registries: readonly RegistryTable[];
  readonly fate: Fate;
  readonly at: Position;
}

export interface RegistryTable {
  /** What names are matched against; `location` where no prefix is written. Trailing slashes are gone. */
  readonly prefix: string;
  /** Where the source itself is; '' only below a wildcard prefix, and then the name stays as it is. */
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrorByDigestOnly: boolean;
  readonly mirrors: readonly RegistryMirror[];
  readonly at: Position;
}

export interface RegistryMirror {
  /** As written: the reader leaves a trailing slash of a mirror where it is. */
  readonly location: string;
  readonly insecure: boolean;
  readonly pullFrom: 'all' | 'digest-only' | 'tag-only';
  readonly at: Position;
}

export type Capability = 'pull' | 'resolve' | 'push' | 'referrers';

/** One containerd `hosts.toml`. */
export interface HostsFile {
  readonly format: 'hosts.toml';
  readonly file: string;
  /** The folder above the host's folder (`certs.d`), '' where the path names none. */
  readonly root: string;
  /** The host whose images it is for (`docker.io`, `localhost:5000`), `_default`, or null where no folder names one. */
  readonly namespace: string | null;
  /** Null where `server` is not set: the image's own host comes last, with all capabilities. */
  readonly server: HostEndpoint | null;
  readonly hosts: readonly HostEndpoint[];
  readonly fate: Fate;
  readonly at: Position;
}

export interface HostEndpoint {
  /** As written. */
  readonly url: string;
  readonly scheme: 'http' | 'https';
  /** `host[:port]` */
  readonly host: string;
  /** What requests begin with, `/v2` or `/v2/prefix`; without a slash at its end. */
  readonly apiPath: string;
  readonly capabilities: readonly Capability[];
  readonly skipVerify: boolean;
  readonly at: Position;
}

/** The deprecated `registry.mirrors` of containerd's own configuration. */
export interface ContainerdConfig {
  readonly format: 'containerd-config';
  readonly file: string;
  /** The folders of `config_path` as written, null where it is not set or empty. */
  readonly configPath: PlacedText | null;
  readonly mirrors: readonly ContainerdMirror[];
  /** Hosts with `insecure_skip_verify = true`. */
  readonly insecureHosts: readonly PlacedText[];
  readonly fate: Fate;
  readonly at: Position;
}

export interface ContainerdMirror {
  /** The image's host, or `*`. */
  readonly host: string;
  readonly endpoints: readonly PlacedText[];
  readonly at: Position;
}

export type PolicyDocument = MirrorSet | ImageConfig | RegistriesConf | HostsFile | ContainerdConfig;

/** What reading one file gives: its documents, also those that a platform refuses, and every fault with its place. */
export interface ReadPolicy {
  readonly documents: readonly PolicyDocument[];
  readonly findings: readonly Finding[];
}

/** Documents by format. */
export type Documents = {
  readonly [Format in PolicyDocument['format']]: Extract<PolicyDocument, { readonly format: Format }>;
};

/** The documents of one format. */
export function documentsOf<Format extends PolicyDocument['format']>(
  documents: readonly PolicyDocument[],
  format: Format,
): readonly Documents[Format][] {
  return documents.filter((document): document is Documents[Format] => document.format === format);
}
