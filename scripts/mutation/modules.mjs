// What is mutated, and the tests that have to notice, in the order in which they are tried. The tests of a module run once
// to learn which of them reach which mutant, then for each mutant until one fails.
const module = (area, source, ...tests) => ({
  area,
  source: `src/${source}.ts`,
  tests: tests.map((name) => `__tests__/${name}.test.ts`),
});
/** The usual case: the tests stand where the source does. */
const own = (area, source) => module(area, source, source);
const registry = (area, ...names) => names.map((name) => own(area, `stores/registry/${name}`));
const drift = (...names) => names.map((name) => own('drift', `mirror/drift/${name}`));

export const MODULES = [
  own('digest', 'oci/digest'),
  own('digest', 'stores/verified-stream'),
  ...registry('auth', 'challenge', 'scope', 'realm', 'authorize', 'token-request', 'wallet'),
  module('auth', 'stores/registry/token', 'stores/registry/token-cache'),
  ...registry('retry', 'retry', 'gate', 'silence', 'persist'),
  ...registry('redirect', 'redirect', 'addresses', 'content-range'),
  module('plan', 'mirror/plan', 'mirror/plan', 'mirror/decisions'),
  own('plan', 'mirror/reason'),
  own('plan', 'mirror/proofs'),
  own('drift', 'mirror/history'),
  ...drift('timeline', 'state', 'relation', 'beside'),
  module('drift', 'mirror/drift/compare', 'mirror/drift/compare', 'mirror/drift/beside'),
  module('drift', 'mirror/drift/fallback', 'mirror/drift/compare'),
];
