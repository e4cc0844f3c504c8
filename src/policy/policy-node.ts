/** Walks the plain data of a policy file: only own keys, every value with its place, every fault kept. */
import { shown } from '../files/shown.ts';
import { suggestion } from '../files/suggest.ts';
import type { Path } from '../files/yaml-document.ts';
import { type Finding, finding, type Position, type Rule, type Severity } from '../finding.ts';
import { makeVisible } from '../visible.ts';
import type { PlacedText } from './model.ts';

/** What YAML and TOML documents have in common. */
export interface PlacedDocument {
  readonly value: unknown;
  positionOf(path: Path): Position;
  keyPositionOf(path: Path, key: string): Position;
}

/** What is wrong, what it means and what to do. */
export interface Told {
  readonly message: string;
  readonly help: string;
  readonly severity?: Severity;
}

/** A file with more faults than this has one cause, which is among them. */
const MOST_FAULTS = 500;

/** The faults of one file. */
export class Faults {
  readonly #findings = new Map<string, Finding>();

  tell(rule: Rule, at: Position, { message, help, severity }: Told): void {
    const told = finding(rule, {
      at,
      message: makeVisible(message),
      help: makeVisible(help),
      ...(severity === undefined ? {} : { severity }),
    });
    const key = `${rule} ${at.line}:${at.column} ${told.message}`;
    if (this.#findings.size < MOST_FAULTS && !this.#findings.has(key)) this.#findings.set(key, told);
  }

  has(...rules: readonly Rule[]): boolean {
    return [...this.#findings.values()].some(({ rule }) => rules.includes(rule));
  }

  /** In the order of the text, each once. */
  findings(): readonly Finding[] {
    return [...this.#findings.values()].sort(
      (a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0),
    );
  }
}

/** What one document needs to be read: its data and where its faults go. */
export interface NodeContext {
  readonly document: PlacedDocument;
  readonly faults: Faults;
  /** Set once something in this document makes its reader refuse it. */
  isRefused: boolean;
  /** What is told beside every such fault: what the reader does then. */
  readonly consequence: string;
  /** Whether the reader takes `Location` for `location`, where no key is written exactly. */
  readonly foldsCase?: boolean;
}

export class PolicyNode {
  readonly path: Path;
  readonly value: unknown;
  readonly context: NodeContext;

  constructor(context: NodeContext, path: Path = [], value: unknown = context.document.value) {
    this.context = context;
    this.path = path;
    this.value = value;
  }

  get at(): Position {
    return this.context.document.positionOf(this.path);
  }

  /** The value below `key`; null where it is not written or written empty (null). */
  child(key: string): PolicyNode | null {
    if (!isMapping(this.value)) return null;
    const written = this.#writtenKey(key);
    const value = written === null ? null : this.value[written];
    return value === null || value === undefined || written === null
      ? null
      : new PolicyNode(this.context, [...this.path, written], value);
  }

  descend(...keys: readonly string[]): PolicyNode | null {
    return keys.reduce<PolicyNode | null>((node, key) => node?.child(key) ?? null, this);
  }

  keys(): readonly string[] {
    return isMapping(this.value) ? Object.keys(this.value) : [];
  }

  keyPosition(key: string): Position {
    return this.context.document.keyPositionOf(this.path, key);
  }

  /** The name of this value for people: `spec.imageDigestMirrors[0]`. */
  get name(): string {
    return this.path.reduce<string>((text, key) => {
      if (typeof key === 'number') return `${text}[${key}]`;
      const part = /^[\w.-]+$/.test(key) ? key : shown(key);
      return text === '' ? part : `${text}.${part}`;
    }, '');
  }

  /** A fault for which the reader refuses the whole document. */
  refuse(message: string, help: string, at: Position = this.at): void {
    this.context.isRefused = true;
    this.context.faults.tell('policy-invalid', at, { message, help: `${help}; ${this.context.consequence}` });
  }

  asMapping(): PolicyNode | null {
    return isMapping(this.value) ? this : this.#wrongType('a mapping');
  }

  asList(): readonly PolicyNode[] | null {
    if (!Array.isArray(this.value)) return this.#wrongType('a list');
    return this.value.map((value, index) => new PolicyNode(this.context, [...this.path, index], value));
  }

  asText(): string | null {
    return typeof this.value === 'string' ? this.value : this.#wrongType('a string');
  }

  asPlaced(): PlacedText | null {
    const text = this.asText();
    return text === null ? null : { text, at: this.at };
  }

  asBoolean(): boolean | null {
    return typeof this.value === 'boolean' ? this.value : this.#wrongType('true or false');
  }

  /** The strings of a list; what is no string is told and left out. */
  asTexts(): readonly PlacedText[] {
    return (this.asList() ?? []).flatMap((item) => item.asPlaced() ?? []);
  }

  /** Tells keys that the reader drops without a word. */
  tellUnknownKeys(known: readonly string[], { severity, help }: Partial<Told> = {}): void {
    for (const key of this.keys()) {
      if (known.includes(key) || this.#isFolded(key, known)) continue;
      const inside = this.name === '' ? '' : ` in ${this.name}`;
      this.context.faults.tell('policy-unknown-key', this.keyPosition(key), {
        message: `key ${shown(key)}${inside} is unknown and dropped without a word`,
        help: help ?? suggestion(key, known),
        ...(severity === undefined ? {} : { severity }),
      });
    }
  }

  #writtenKey(key: string): string | null {
    if (!isMapping(this.value)) return null;
    if (Object.hasOwn(this.value, key)) return key;
    if (this.context.foldsCase !== true) return null;
    return Object.keys(this.value).find((other) => other.toLowerCase() === key) ?? null;
  }

  #isFolded(key: string, known: readonly string[]): boolean {
    const exact = key.toLowerCase();
    return this.context.foldsCase === true && known.includes(exact) && this.#writtenKey(exact) === key;
  }

  #wrongType(wanted: string): null {
    this.refuse(`${this.name} is ${kindOf(this.value)} where ${wanted} is expected`, `write ${wanted} here`);
    return null;
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value instanceof Date ? 'a date' : 'a mapping';
  return typeof value === 'string' ? `the string ${shown(value)}` : `the ${typeof value} ${String(value)}`;
}
