import { describe, expect, test } from '@jest/globals';
import { compileGlob, compilePathGlob } from '../../src/files/glob.ts';

function matches(glob: string, image: string): boolean {
  const pattern = compileGlob(glob);
  if (!pattern.ok) throw new Error(pattern.why);
  return pattern.value.matches(image);
}

describe('a glob', () => {
  test.each([
    ['docker.io/library/redis', 'docker.io/library/redis:7.4', true],
    ['docker.io/library/redis', 'docker.io/library/redis', true],
    ['docker.io/library/redis', 'docker.io/library/redis-stack:7', false],
    ['docker.io/library/redis:7.4', 'docker.io/library/redis:7.4', true],
    ['docker.io/library/redis:7.4', 'docker.io/library/redis:7x4', false],
    ['docker.io/library/redis:7.*', 'docker.io/library/redis:7.4', true],
    ['docker.io/library/*', 'docker.io/library/redis:7.4', true],
    ['docker.io/*', 'docker.io/library/redis:7.4', false],
    ['docker.io/**', 'docker.io/library/redis:7.4', true],
    ['**/redis', 'quay.io/a/b/redis:1', true],
    ['*/redis', 'quay.io/a/redis:1', false],
    ['**', 'quay.io/a/redis:1', true],
    ['quay.io/a/redi?', 'quay.io/a/redis', true],
    ['quay.io?a/redis', 'quay.io/a/redis', false],
    ['localhost:5000/x', 'localhost:5000/x:1', true],
    ['localhost:5000/x', 'localhost:5000/x', true],
    ['[::1]:5000/*', '[::1]:5000/x:1', true],
    ['quay.io/a+b/(x|y)', 'quay.io/aab/x', false],
    ['quay.io/a/b', `quay.io/a/b:1@sha256:${'0'.repeat(64)}`, true],
  ])('%s over %s: %s', (glob, image, expected) => {
    expect(matches(glob, image)).toBe(expected);
  });

  test.each(['', '*'.repeat(513)])('%.10j cannot be used', (glob) => {
    expect(compileGlob(glob).ok).toBe(false);
  });

  test('that backtracks in other engines is answered in time', () => {
    expect(matches(`${'*a'.repeat(100)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('globs over paths', () => {
  const matches = (glob: string, path: string): boolean => {
    const compiled = compilePathGlob(glob);
    if (!compiled.ok) throw new Error(compiled.why);
    return compiled.value.matches(path);
  };

  test.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a/a.yaml', false],
    ['./*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'a/b/c.yaml', true],
    ['a/**/*.yaml', 'a/b.yaml', true],
    ['a/**/*.yaml', 'ab/b.yaml', false],
    ['a/**', 'a/b/c', true],
    ['certs.d/**/hosts.toml', 'certs.d/docker.io/hosts.toml', true],
    ['a?.yaml', 'ab.yaml', true],
    ['a?.yaml', 'a/.yaml', false],
    ['[a]+.yaml', '[a]+.yaml', true],
    ['a', 'a:b', false],
    ['/etc/*.conf', '/etc/registries.conf', true],
  ])('%s and %s: %s', (glob, path, wanted) => {
    expect(matches(glob, path)).toBe(wanted);
  });

  test('what is no glob', () => {
    expect(compilePathGlob('').ok).toBe(false);
    expect(compilePathGlob('a'.repeat(1000)).ok).toBe(false);
  });

  test('take linear time', () => {
    const startedAt = performance.now();
    expect(matches(`${'**/*a'.repeat(80)}b`, 'a/'.repeat(400))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
