// What is mutated, and the tests that have to notice, in the order in which they are tried. One group is one run of Stryker:
// all tests run once to learn which of them reach which mutant.
const registryTests = (...names) => names.map((name) => `__tests__/stores/registry/${name}.test.ts`);
const registrySources = (...names) => names.map((name) => `src/stores/registry/${name}.ts`);
const mirrorTests = (...names) => names.map((name) => `__tests__/mirror/${name}.test.ts`);
const driftSources = (...names) => names.map((name) => `src/mirror/drift/${name}.ts`);

export const GROUPS = [
  { area: 'digest', sources: ['src/oci/digest.ts'], tests: ['__tests__/oci/digest.test.ts'] },
  {
    area: 'digest',
    sources: ['src/stores/verified-stream.ts'],
    tests: ['__tests__/stores/verified-stream.test.ts'],
  },
  {
    area: 'auth',
    sources: registrySources('challenge', 'scope', 'realm', 'authorize', 'token', 'token-request', 'wallet'),
    tests: registryTests('challenge', 'scope', 'realm', 'authorization', 'token', 'redirects'),
  },
  {
    area: 'retry',
    sources: registrySources('retry', 'gate', 'silence', 'persist'),
    tests: [...registryTests('retry', 'gate', 'request'), ...mirrorTests('silent-registries')],
  },
  {
    area: 'redirect',
    sources: registrySources('redirect', 'addresses', 'content-range'),
    tests: registryTests('redirect', 'redirects', 'addresses', 'content-range'),
  },
  {
    area: 'plan',
    sources: ['src/mirror/plan.ts', 'src/mirror/reason.ts'],
    tests: mirrorTests('reason', 'plan', 'decisions'),
  },
  {
    area: 'drift',
    sources: driftSources('compare', 'state', 'timeline', 'beside', 'fallback', 'relation'),
    tests: mirrorTests(
      ...['timeline', 'state', 'beside', 'compare', 'relation'].map((name) => `drift/${name}`),
    ),
  },
  { area: 'plan', sources: ['src/mirror/proofs.ts'], tests: mirrorTests('proofs', 'memory-merge') },
  { area: 'drift', sources: ['src/mirror/history.ts'], tests: mirrorTests('history', 'accept') },
];
