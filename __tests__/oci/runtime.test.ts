import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRuntime, RUNTIME_NAMES, RUNTIME_PATTERN, rangesOverlap } from '../../src/oci/runtime.ts';
import { ANY_TEXT } from './documents.ts';

describe('a runtime with its version', () => {
  test.each([
    ['containerd@1.7', 'containerd', [1, 7, 0], [1, 8, 0]],
    ['cri-o@1.30', 'cri-o', [1, 30, 0], [1, 31, 0]],
    ['docker@28', 'docker', [28, 0, 0], [29, 0, 0]],
    ['podman@5', 'podman', [5, 0, 0], [6, 0, 0]],
    ['containerd@2.1.3', 'containerd', [2, 1, 3], [2, 1, 4]],
    ['docker-containerd@29.1', 'docker-containerd', [29, 1, 0], [29, 2, 0]],
  ] as const)('%s', (text, name, lowest, below) => {
    expect(parseRuntime(text)).toEqual({ ok: true, value: { name, written: text, lowest, below } });
  });

  test.each([
    ['docker', 'no version'],
    ['containerd@', 'no version'],
    ['containerd@v1.7', 'no version'],
    ['containerd@1.7.0-rc.1', 'no version'],
    ['containerd@1.7.0.1', 'no version'],
    ['containerd@1.', 'no version'],
    ['podman@latest', 'no version'],
    ['Docker@28', 'no runtime'],
    ['rkt@1', 'no runtime'],
    ['', 'no runtime'],
    ['@1', 'no runtime'],
  ])('is not %j', (text, why) => {
    const parsed = parseRuntime(text);
    expect(parsed.ok ? '' : parsed.why).toContain(why);
  });

  test('that is unknown is refused with those that are known', () => {
    const parsed = parseRuntime('rkt@1');
    for (const name of RUNTIME_NAMES) expect(parsed.ok ? '' : parsed.why).toContain(name);
  });

  test('is accepted exactly where the pattern of the schema matches', () => {
    const pattern = new RegExp(RUNTIME_PATTERN);
    const near = fc
      .tuple(
        fc.constantFrom(...RUNTIME_NAMES, 'rkt'),
        fc.constantFrom('@', ''),
        fc.stringMatching(/^[0-9.v]{0,9}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(ANY_TEXT, near), (text) => {
        expect(parseRuntime(text).ok).toBe(pattern.test(text));
      }),
    );
  });
});

test('ranges overlap where some release is in both', () => {
  const range = (text: string) => {
    const parsed = parseRuntime(`containerd@${text}`);
    if (!parsed.ok) throw new Error(parsed.why);
    return parsed.value;
  };
  expect(rangesOverlap(range('1.7'), range('1.7.35'))).toBe(true);
  expect(rangesOverlap(range('1.7.35'), range('1'))).toBe(true);
  expect(rangesOverlap(range('1.7'), range('1.8'))).toBe(false);
  expect(rangesOverlap(range('2.0.0'), range('1'))).toBe(false);
});
