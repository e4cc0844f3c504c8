/** What a command is, and what it is given. */
import type { SoundParts } from '../files/mirrorfile.ts';
import type { Finding } from '../finding.ts';
import type { Host } from '../host/host.ts';
import type { Stores } from '../mirror/stores.ts';
import type { Report } from '../report/model.ts';
import type { OptionKey } from './option-table.ts';
import type { Options } from './options.ts';

export type WritesWhen = 'never' | 'unless --dry-run' | 'with --repair';

/** Whether a command that writes `when` does so with these options. */
export function doesWrite(when: WritesWhen, { dryRun, repair }: Options): boolean {
  switch (when) {
    case 'never':
      return false;
    case 'unless --dry-run':
      return !dryRun;
    case 'with --repair':
      return repair;
  }
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** A few lines below the usage: what it does, in order, and an example. */
  readonly details: string;
  /** `DIR`, `[FILE…]`; '' when it takes none. */
  readonly positionals: string;
  readonly takesPositionals: 'none' | 'one' | 'any';
  /** Options besides the common ones. */
  readonly options: readonly OptionKey[];
  /** When it changes what mirrors serve: refused for pull requests then. */
  readonly writes: WritesWhen;
  run(door: CommandDoor): Promise<CommandEnd>;
}

/** Everything a command may use. */
export interface CommandDoor {
  readonly host: Host;
  readonly options: Options;
  readonly positionals: readonly string[];
  /** Fires on a stop signal or when the time budget is used up. */
  readonly signal: AbortSignal;
  readonly startedAtMs: number;
  readonly version: string;
  /** Opens the ways to registries and layouts for a mirror manifest; they are closed when the report is out. Throws UnusableFiles. */
  openStores(file: SoundParts): Promise<OpenStores>;
  /** What is wrong with the connections that a mirror manifest describes, as far as that can be told without opening any. */
  examineConnections(file: SoundParts): Promise<readonly Finding[]>;
  /** Serves a layout directory; for `serve` and `demo`. */
  readonly servers: Servers;
  readonly home: string;
  /** Where the system keeps what nobody needs for long. Absolute. */
  readonly temporary: string;
}

export interface OpenStores extends Stores {
  /** What the stores have to tell by now, such as connections that are not verified. */
  readonly findings: readonly Finding[];
  /** Requests sent so far, token requests among them. */
  requests(): number;
  /** Requests that had to be sent again. */
  retries(): number;
  close(): Promise<void>;
}

export interface ServedRegistry {
  readonly url: string;
  /** `127.0.0.1:5000`, as in references. */
  readonly address: string;
  close(): Promise<void>;
}

export interface EmbeddedRegistry extends ServedRegistry {
  /** Makes up a small image and puts it under a tag. */
  push(repository: string, tag: string, image: SampleImage): Promise<PushedImage>;
  /** Loses a blob's bytes while still claiming to have it, as a registry does whose storage was damaged. */
  loseBlob(digest: string): void;
}

/** An image to be made up: one layer per file, the same for every architecture of linux. */
export interface SampleImage {
  readonly architectures: readonly string[];
  readonly layers: readonly {
    readonly path: string;
    readonly text: string;
    readonly sizeBytes: number;
  }[];
}

export interface PushedImage {
  readonly digest: string;
  /** In the order of architectures and layers. */
  readonly layers: readonly string[];
}

export interface Servers {
  serveLayout(options: {
    readonly directory: string;
    readonly listen: string;
    readonly writable: boolean;
    readonly signal: AbortSignal;
  }): Promise<ServedRegistry>;
  /** A registry in memory on a free loopback port. */
  startEmbedded(): Promise<EmbeddedRegistry>;
}

export interface CommandEnd {
  /** Null where a command makes none (`init`, `serve`, `demo`). */
  readonly report: Report | null;
  readonly exitCode: number;
  /** Work that nobody waits for, such as taking the state to the next machine; done when the report is out. */
  readonly afterReport?: () => Promise<void>;
}
