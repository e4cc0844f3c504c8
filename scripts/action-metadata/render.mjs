// What action.yml and the tables of README.md say, made from the tables in src/commands/. Text in, text out.
import { COMMANDS, DEFAULT_COMMAND } from '../../src/commands/commands.ts';
import { COMMON_OPTIONS, OPTIONS } from '../../src/commands/option-table.ts';
import { OUTPUTS } from '../../src/commands/outputs.ts';

/** Shown in help, but applied by the code and not a value that could be given. */
const isDescribedDefault = (text) => /\s/.test(text);

/** Inputs in the order of action.yml: `{ name, description, default, kind }`; `default` is null where there is none. */
export function inputs() {
  return [
    {
      name: 'command',
      kind: 'value',
      description: `What to do: ${COMMANDS.map(({ name }) => name).join(', ')}.`,
      default: DEFAULT_COMMAND,
    },
    { name: 'args', kind: 'list', description: 'Arguments of the command, one per line.', default: null },
    ...Object.entries(OPTIONS).map(([key, spec]) => inputOf(key, spec)),
  ];
}

export function renderActionYaml() {
  return `# Made from src/commands/ by scripts/action-metadata.mjs; edit there.
name: mirror-action
description: Mirror container images by digest to several registries and prove that every copy is complete
author: mirror-action maintainers
branding:
  icon: copy
  color: blue

runs:
  using: node24
  main: dist/action/index.js

inputs:
${inputs().map(inputYaml).join('')}
outputs:
${OUTPUTS.map(({ name, description }) => `  ${name}:\n    description: ${JSON.stringify(`${description}.`)}\n`).join('')}`;
}

const WRITES = { never: 'no', 'unless --dry-run': 'yes', 'with --repair': 'only with `--repair`' };

const TABLES = {
  commands: () =>
    table(
      ['command', 'does', 'writes to mirrors'],
      COMMANDS.map(({ name, positionals, summary, writes }) => [
        code([name, positionals].filter(Boolean).join(' ')),
        summary,
        WRITES[writes],
      ]),
    ),
  inputs: () =>
    table(
      ['input', 'flag', 'default', 'meaning'],
      inputs().map((input) => [
        code(input.name),
        flagOf(input),
        input.default === null ? '' : code(input.default),
        input.description,
      ]),
    ),
  outputs: () =>
    table(
      ['output', 'value'],
      OUTPUTS.map(({ name, description }) => [code(name), description]),
    ),
};

/** `text` with the table between each pair of markers replaced. Throws when a table has no place. */
export function withTables(text) {
  return Object.entries(TABLES).reduce((before, [name, render]) => {
    const place = new RegExp(`(<!-- ${name}: made from [^\\n]*-->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
    if (!place.test(before)) throw new Error(`README.md has no place for the table of ${name}`);
    return before.replace(place, (_all, start, end) => `${start}${render()}${end}`);
  }, text);
}

function inputOf(key, spec) {
  const isLiteral = spec.default !== undefined && !isDescribedDefault(spec.default);
  const described = key === 'json' ? 'mirror-action-report.json in RUNNER_TEMP' : spec.default;
  const notes = [
    spec.kind === 'list' ? 'One per line.' : '',
    described === undefined || isLiteral ? '' : `Default: ${described}.`,
    onlyFor(key),
  ];
  return {
    name: spec.name,
    kind: spec.kind,
    description: [`${spec.description}.`, ...notes].filter(Boolean).join(' '),
    default: isLiteral ? spec.default : spec.kind === 'flag' ? 'false' : null,
  };
}

/** Options that only some commands take name them. */
function onlyFor(key) {
  if (COMMON_OPTIONS.includes(key)) return '';
  const names = COMMANDS.filter(({ options }) => options.includes(key)).map(({ name }) => name);
  return `Only for ${names.join(', ')}.`;
}

function inputYaml({ name, description, default: value }) {
  const lines = [`  ${name}:`, `    description: ${JSON.stringify(description)}`, '    required: false'];
  if (value !== null) lines.push(`    default: ${JSON.stringify(value)}`);
  return `${lines.join('\n')}\n`;
}

function flagOf({ name, kind }) {
  if (name === 'command' || name === 'args') return 'positional';
  const short = Object.values(OPTIONS).find((spec) => spec.name === name)?.short;
  const placeholder = Object.values(OPTIONS).find((spec) => spec.name === name)?.placeholder;
  const value = kind === 'flag' ? '' : ` ${placeholder}`;
  return code(`${short === undefined ? '' : `-${short}, `}--${name}${value}`);
}

function table(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('');
}

function code(text) {
  return `\`${text}\``;
}
