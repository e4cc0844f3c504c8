import { expect, test } from '@jest/globals';
import { lintHealth } from '../../../src/policy/lint/health.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { objectText } from '../reading.ts';

const documents = [
  ...readPolicy(
    objectText('IDMS', ['source: docker.io, mirrors: [eu.io/hub, us.io]', 'source: q.io, mirrors: [us.io]']),
    'a.yaml',
  ).documents,
  ...readPolicy('[host."https://us.io"]\ncapabilities = ["pull"]\n', 'docker.io/hosts.toml').documents,
];
const row = (source: string, place: string, state = 'stale') => ({ source, place, state });

test.each([
  [
    'a place that nodes are sent to',
    [row('docker.io/library/redis:7', 'eu.io/hub/library/redis')],
    ['a.yaml:6 1'],
  ],
  [
    'both runtimes',
    [row('docker.io/library/redis:7', 'us.io/library/redis')],
    ['a.yaml:6 1', 'docker.io/hosts.toml:1 1'],
  ],
  [
    'several images on one line',
    [row('redis', 'eu.io/hub/library/redis'), row('nginx', 'eu.io/hub/library/nginx')],
    ['a.yaml:6 2'],
  ],
  ['a place that no policy names', [row('q.io/a/b:1', 'eu.io/a/b')], []],
  ['the place of another image', [row('redis', 'us.io/a/b')], []],
  ['a source that is none', [row('oci:./x', 'us.io/x')], []],
])('%s', (_what, rows, expected) => {
  const findings = lintHealth(documents, rows);
  expect(findings.map(({ at, affectedCount }) => `${at?.file}:${at?.line} ${affectedCount}`)).toEqual(
    expected,
  );
  for (const { rule } of findings) expect(rule).toBe('policy-unhealthy-mirror');
});
