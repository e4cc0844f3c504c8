/** One reading of one file: its document, and the faults found so far. */
import { type Finding, finding, type Position, type Rule } from '../finding.ts';
import type { Parsed } from '../oci/reference.ts';
import { makeVisible } from '../visible.ts';
import { shown, userinfoEnd } from './shown.ts';
import type { Path, YamlDocument } from './yaml-document.ts';
import type { YamlFault } from './yaml-values.ts';

export class Reading {
  readonly document: YamlDocument;
  readonly #rule: Rule;
  readonly #faults: YamlFault[];
  readonly #unreadable: ReadonlySet<string>;

  /** `yamlFaults` are kept; further faults at their very places are consequences and are left out. */
  constructor(rule: Rule, document: YamlDocument, yamlFaults: readonly YamlFault[]) {
    this.document = document;
    this.#rule = rule;
    this.#faults = [...yamlFaults];
    this.#unreadable = new Set(yamlFaults.map(({ at }) => `${at.line}:${at.column}`));
  }

  positionOf(path: Path): Position {
    return this.document.positionOf(path);
  }

  fault(at: Path | Position, message: string, help: string): void {
    const position = isPath(at) ? this.positionOf(at) : at;
    if (this.#unreadable.has(`${position.line}:${position.column}`)) return;
    this.#faults.push({ at: position, message, help });
  }

  /** The value, or null after a fault at `path` that shows `text` and why it cannot be used. */
  take<T>(
    path: Path,
    parsed: Parsed<T>,
    { text, help }: { readonly text: string; readonly help: string },
  ): T | null {
    if (parsed.ok) return parsed.value;
    const why =
      userinfoEnd(text) === null ? parsed.why : 'user names and passwords do not stand in this file';
    this.fault(path, `${pathText(path)}: ${shown(text)} cannot be used: ${why}`, help);
    return null;
  }

  /** Every fault as a finding, in the order of the text, each once. */
  findings(): Finding[] {
    return faultFindings(this.#rule, this.#faults);
  }
}

/** Faults as findings of `rule`, in the order of the text, each once. */
export function faultFindings(rule: Rule, faults: readonly YamlFault[]): Finding[] {
  const unique = new Map(
    faults.map((fault) => [`${fault.at.line}:${fault.at.column}:${fault.message}`, fault]),
  );
  return [...unique.values()]
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ at, message, help }) =>
      finding(rule, { at, message: makeVisible(message), help: makeVisible(help) }),
    );
}

/** A path for people: `images[2].tags[0]`, `registries["docker.io"]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z][\w-]*$/.test(key)) return `${text}[${shown(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function isPath(at: Path | Position): at is Path {
  return Array.isArray(at);
}
