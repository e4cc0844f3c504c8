// Mutants of Stryker's report, held against those that are explained, and the table of scores made from them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../toolchain.mjs';
import { renderTables } from './tables.mjs';

const EXPLAINED = join(import.meta.dirname, 'explained.json');
const RESULTS = join(import.meta.dirname, 'results.json');
const DOCUMENT = join(projectRoot, 'docs', 'mutation.md');
const LONGEST_TEXT = 120;

/** `was` and `becomes` are in one line each, cut; together with the line's text they name a mutant wherever it moves. */
export function readMutants({ files }) {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ status, mutatorName, location, replacement = '' }) => ({
      file,
      status,
      mutator: mutatorName,
      line: location.start.line,
      text: oneLine(lines[location.start.line - 1]),
      was: oneLine(textAt(lines, location)),
      becomes: oneLine(replacement),
    }));
  });
}

/** Survivors that explained.json does not have, and what it explains although a test notices it by now. */
export function compareWithExplained(mutants) {
  const explained = Object.entries(readExplained()).flatMap(([file, reasons]) =>
    reasons.flatMap(({ mutants }) => mutants.map((one) => ({ ...one, file }))),
  );
  const files = new Set(mutants.map(({ file }) => file));
  const survivors = mutants.filter(isSurvivor);
  return {
    unexplained: survivors.filter((one) => !explained.some((other) => isSame(one, other))),
    outdated: explained.filter(
      (one) => files.has(one.file) && !survivors.some((other) => isSame(one, other)),
    ),
  };
}

/** Replaces the results of the files that were mutated, except their first, and writes the document anew. */
export function noteResults(mutants, commit) {
  const date = new Date().toISOString().slice(0, 10);
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
  for (const file of new Set(mutants.map((mutant) => mutant.file)))
    results[file] = resultOf(
      mutants.filter((mutant) => mutant.file === file),
      { first: results[file]?.first, date, commit },
    );
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  const document = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(DOCUMENT, renderTables(document, { results, explained: readExplained() }));
}

function readExplained() {
  return JSON.parse(readFileSync(EXPLAINED, 'utf8'));
}

function isSurvivor({ status }) {
  return status === 'Survived' || status === 'NoCoverage';
}

function isSame(one, other) {
  return ['file', 'text', 'was', 'becomes'].every((field) => one[field] === other[field]);
}

function resultOf(mutants, { first, date, commit }) {
  const counts = countsOf(mutants);
  return { ...counts, date, commit, first: first ?? counts };
}

function countsOf(mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return { killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
}

function textAt(lines, { start, end }) {
  const inside = lines.slice(start.line - 1, end.line);
  inside[inside.length - 1] = inside.at(-1).slice(0, end.column - 1);
  inside[0] = inside[0].slice(start.column - 1);
  return inside.join(' ');
}

function oneLine(text) {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > LONGEST_TEXT ? `${flat.slice(0, LONGEST_TEXT)}…` : flat;
}
