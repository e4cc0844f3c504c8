// (h) check on many policy documents, and (i) how long a command takes to begin.
import { mkdirSync, writeFileSync } from 'node:fs';
import { nodePath } from '../../scripts/toolchain.mjs';
import { OURS } from '../peers/ours.mjs';
import { contestantsOf } from '../peers/table.mjs';
import { localCell } from '../reading.mjs';
import { BUNDLE } from '../tool.mjs';

const DOCUMENTS = 500;
const STARTS = 15;

export const manyPolicies = {
  id: 'h',
  file: 'h-policy-documents',
  title: '`check` on 500 policy documents',
  cells: [{ label: '500 ImageDigestMirrorSets' }],
  measure: async (lab, cell, { scale, runs, say }) => {
    const count = Math.round(DOCUMENTS * scale);
    const files = Array.from({ length: count }, (_, number) => writePolicy(lab, number));
    const check = {
      name: OURS,
      configuration: '`mirror-action check FILE…`; no peer has such a command',
      command: () => [nodePath(), BUNDLE, 'check', '--quiet', ...files],
    };
    return await localCell(lab, { cell: { ...cell, documents: count }, contestants: [check], runs, say });
  },
};

export const startUp = {
  id: 'i',
  file: 'i-start-up',
  title: 'Start-up',
  cells: [
    { label: '--version', runs: STARTS },
    { label: 'check on one file', runs: STARTS },
  ],
  measure: async (lab, cell, { runs, present, say }) => {
    const contestants = cell.label === '--version' ? versionContestants(present) : [checkContestant(lab)];
    return await localCell(lab, { cell, contestants, runs, say });
  },
};

function versionContestants(present) {
  return contestantsOf(present)
    .filter(({ versionCommand }) => versionCommand !== undefined)
    .map((contestant) => {
      const { name, tool = name, versionCommand } = contestant;
      const command = () => versionCommand(present[tool]?.path);
      return { ...contestant, name: tool, configuration: 'what prints its version', command };
    });
}

function checkContestant(lab) {
  const file = writePolicy(lab, 0);
  return {
    name: OURS,
    configuration: '`mirror-action check FILE`',
    command: () => [nodePath(), BUNDLE, 'check', '--quiet', file],
  };
}

function writePolicy(lab, number) {
  const file = lab.path('policies', `${number}.yaml`);
  mkdirSync(lab.path('policies'), { recursive: true });
  const text = [
    'apiVersion: config.openshift.io/v1',
    'kind: ImageDigestMirrorSet',
    `metadata: { name: team-${number} }`,
    'spec:',
    '  imageDigestMirrors:',
    ...['app', 'tool', 'base'].flatMap((each) => [
      `    - source: registry.example.com/team-${number}/${each}`,
      '      mirrors:',
      `        - mirror-1.example.net/team-${number}/${each}`,
      `        - mirror-2.example.net/team-${number}/${each}`,
    ]),
  ];
  writeFileSync(file, `${text.join('\n')}\n`);
  return file;
}
