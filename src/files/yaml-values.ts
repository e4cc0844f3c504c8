/** YAML nodes as plain data: aliases within bounds, each key once, nothing that reaches a prototype. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Position } from '../finding.ts';
import { shown } from './shown.ts';

/** Something wrong with a file, at its place. */
export interface YamlFault {
  readonly at: Position;
  readonly message: string;
  readonly help: string;
}

const MAX_DEPTH = 32;
/** How many values all aliases together may stand for. */
const MAX_ALIASED_VALUES = 200_000;

/** Turns nodes into plain data and remembers what each alias stands for. */
export class Conversion {
  readonly faults: YamlFault[] = [];
  readonly #place: (offset: number) => Position;
  readonly #anchors = new Map<string, Node>();
  readonly #aliased = new Map<Alias, Node | null>();
  readonly #open = new Set<Node>();
  #aliasDepth = 0;
  #aliasedValues = 0;

  constructor(place: (offset: number) => Position) {
    this.#place = place;
  }

  fault(offset: number, message: string, help: string): void {
    this.faults.push({ at: this.#place(offset), message, help });
  }

  /** Whether the aliases stand for more than this reader takes; the value is then not whole. */
  get exhausted(): boolean {
    return this.#aliasedValues > MAX_ALIASED_VALUES;
  }

  /** What an alias stands for; the node itself when it is none. */
  resolve(node: unknown): unknown {
    return isAlias(node) ? this.#aliased.get(node) : node;
  }

  toValue(node: unknown, depth: number): unknown {
    if (this.#aliasDepth > 0) this.#aliasedValues += 1;
    if (isAlias(node)) return this.#aliasValue(node, depth);
    if (isScalar(node)) {
      this.#remember(node);
      return node.value;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    if (depth > MAX_DEPTH) {
      this.fault(
        startOf(node),
        `nested deeper than ${MAX_DEPTH} levels`,
        'no part of this file needs such depth',
      );
      return null;
    }
    this.#remember(node);
    this.#open.add(node);
    const value = isMap(node)
      ? this.#mapValue(node, depth)
      : node.items.map((item) => this.toValue(item, depth + 1));
    this.#open.delete(node);
    return value;
  }

  #aliasValue(alias: Alias, depth: number): unknown {
    const target = this.#targetOf(alias);
    if (target === null || this.exhausted) return null;
    this.#aliasDepth += 1;
    const value = this.toValue(target, depth);
    this.#aliasDepth -= 1;
    if (this.exhausted && this.#aliasDepth === 0) {
      this.fault(
        startOf(alias),
        'the aliases of this file stand for too many values',
        'write the values out',
      );
    }
    return value;
  }

  /** The anchor that came last before the alias, as YAML wants it. */
  #targetOf(alias: Alias): Node | null {
    const known = this.#aliased.get(alias);
    if (known !== undefined) return known;
    const target = this.#anchors.get(alias.source) ?? null;
    const usable = target !== null && !this.#open.has(target) ? target : null;
    if (target === null)
      this.fault(startOf(alias), `there is no anchor &${alias.source} before this alias`, 'define it above');
    else if (usable === null)
      this.fault(
        startOf(alias),
        `the alias *${alias.source} stands inside its own anchor`,
        'write the values out',
      );
    this.#aliased.set(alias, usable);
    return usable;
  }

  #remember(node: Node & { anchor?: string }): void {
    if (node.anchor !== undefined && this.#aliasDepth === 0) this.#anchors.set(node.anchor, node);
  }

  #mapValue(map: YAMLMap, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    const lines = new Map<string, number>();
    for (const pair of map.items) {
      const key = keyText(pair.key);
      const offset = startOf(pair.key);
      const content = this.toValue(pair.value, depth + 1);
      const first = lines.get(key);
      if (first !== undefined) {
        this.fault(offset, `key ${shown(key)} is given twice; first in line ${first}`, 'keep one of the two');
      } else if (key === '__proto__' || key === '<<') {
        this.fault(
          offset,
          `key ${shown(key)} is not allowed`,
          key === '<<' ? 'merge keys are not YAML 1.2; write the keys out' : 'remove it',
        );
      } else value[key] = content;
      if (first === undefined) lines.set(key, this.#place(offset).line);
    }
    return value;
  }
}

export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

export function startOf(node: unknown): number {
  const range = (node as { readonly range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[0] ?? 0;
}
