import { describe, expect, test } from '@jest/globals';
import { compileGlob } from '../../src/files/glob.ts';
import { isImageSelected, isMirrorSelected } from '../../src/mirror/selection.ts';

function images(...globs: readonly string[]) {
  const compiled = globs.map((glob) => {
    const one = compileGlob(glob);
    if (!one.ok) throw new Error(one.why);
    return one.value;
  });
  return { mirrors: [], images: compiled };
}

describe('--image', () => {
  test.each([
    ['docker.io/library/redis', null, 'docker.io/library/redis', true],
    ['docker.io/library/redis', '7.4', 'docker.io/library/redis', true],
    ['docker.io/library/redis', '7.4', 'docker.io/library/redis:7.4', true],
    ['docker.io/library/redis', '7.2', 'docker.io/library/redis:7.4', false],
    ['docker.io/library/redis', null, 'docker.io/library/redis:7.4', false],
    ['docker.io/library/redis', '7.4', 'docker.io/*', false],
    ['docker.io/library/redis', '7.4', 'docker.io/**', true],
    ['localhost:5000/app', '1', 'localhost:5000/app', true],
    ['localhost:5000/app', '1', 'localhost:5000/*:1', true],
  ])('%s:%s by %s', (repository, tag, glob, isSelected) => {
    expect(isImageSelected(repository, tag, images(glob))).toBe(isSelected);
  });

  test('nothing selects everything, several select what any of them does', () => {
    expect(isImageSelected('a.example.com/x', null, images())).toBe(true);
    expect(isImageSelected('a.example.com/x', null, images('b.example.com/*', '*/x'))).toBe(true);
  });
});

test('--mirror selects by name, nothing selects all', () => {
  expect(isMirrorSelected('eu', { mirrors: [], images: [] })).toBe(true);
  expect(isMirrorSelected('eu', { mirrors: ['us', 'eu'], images: [] })).toBe(true);
  expect(isMirrorSelected('eu2', { mirrors: ['eu'], images: [] })).toBe(false);
});
