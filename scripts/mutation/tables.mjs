// docs/mutation.md: the parts between markers are made from results.json and explained.json.
import { MODULES } from './modules.mjs';

const TELLING_LENGTH = 18;

export function renderTables(document, { results, explained }) {
  const filled = replacePart(document, 'scores', renderScores(results));
  return replacePart(filled, 'survivors', renderSurvivors(explained));
}

function replacePart(document, name, text) {
  const [before, rest] = halves(document, `<!-- ${name} -->`);
  const [, after] = halves(rest, `<!-- end of ${name} -->`);
  return `${before}<!-- ${name} -->\n\n${text}\n\n<!-- end of ${name} -->${after}`;
}

function halves(text, marker) {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`docs/mutation.md has no line ${marker}`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}

function renderScores(results) {
  const rows = MODULES.filter(({ source }) => source in results).map(({ area, source }) =>
    scoreRow(area, source, results[source]),
  );
  const total = Object.values(results).reduce(
    (sum, { killed, survived }) => ({ killed: sum.killed + killed, survived: sum.survived + survived }),
    { killed: 0, survived: 0 },
  );
  return [
    '| area | module | mutants | killed | survive | score | at first | run |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows,
    `| all | | ${total.killed + total.survived} | ${total.killed} | ${total.survived} | ${scoreOf(total)} | | |`,
  ].join('\n');
}

function scoreRow(area, file, result) {
  const { killed, survived, date, commit } = result;
  const counts = `${killed + survived} | ${killed} | ${survived} | ${scoreOf(result)}`;
  return `| ${area} | \`${file}\` | ${counts} | ${scoreOf(result.first)} | ${date}, ${commit} |`;
}

function scoreOf({ killed, survived }) {
  return `${((100 * killed) / Math.max(1, killed + survived)).toFixed(1)} %`;
}

function renderSurvivors(explained) {
  const files = MODULES.map(({ source }) => source).filter((file) => file in explained);
  return files
    .map((file) => [`### ${file}`, '', ...explained[file].flatMap(renderReason)].join('\n'))
    .join('\n\n');
}

function renderReason({ why, mutants }) {
  return [`- ${why}`, ...mutants.map(renderMutant)];
}

/** With its line where it says little by itself. */
function renderMutant({ text, was, becomes }) {
  const place = was.length < TELLING_LENGTH ? `, in ${code(text)}` : '';
  return `  - ${code(was)} becomes ${code(becomes)}${place}`;
}

function code(text) {
  if (text === '') return 'nothing';
  const fence = text.includes('`') ? '``' : '`';
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
