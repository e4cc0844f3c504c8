import { describe, expect, test } from '@jest/globals';
import { TransferRoom } from '../../../src/mirror/copy/transfer-room.ts';

const MEBIBYTE = 1024 * 1024;

/** Transfers that last until they are ended by hand. */
class Trial {
  readonly running: string[] = [];
  readonly #ends = new Map<string, (error?: Error) => void>();
  readonly #room: TransferRoom;

  constructor(windows: number) {
    this.#room = new TransferRoom(windows, 4 * MEBIBYTE);
  }

  start(name: string, sizeBytes: number): Promise<string> {
    return this.#room.run(sizeBytes, () => {
      this.running.push(name);
      return new Promise((resolve, reject) =>
        this.#ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error))),
      );
    });
  }

  async end(name: string, error?: Error): Promise<void> {
    this.#ends.get(name)?.(error);
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('there is room', () => {
  test('for as many large transfers as there are windows, however large', async () => {
    const trial = new Trial(2);
    for (const name of ['a', 'b', 'c']) void trial.start(name, 500 * MEBIBYTE);
    await settled();
    expect(trial.running).toEqual(['a', 'b']);
    await trial.end('a');
    expect(trial.running).toEqual(['a', 'b', 'c']);
  });

  test('for many small ones in the place of one, and for no end of them', async () => {
    const trial = new Trial(1);
    for (let number = 0; number < 20; number += 1) void trial.start(`${number}`, 0);
    await settled();
    expect(trial.running).toHaveLength(16);
    await trial.end('3');
    expect(trial.running).toHaveLength(17);
  });

  test('again after a transfer that failed, whose error is passed on', async () => {
    const trial = new Trial(1);
    const first = trial.start('a', 4 * MEBIBYTE);
    const second = trial.start('b', 4 * MEBIBYTE);
    await settled();
    const failed = expect(first).rejects.toThrow('broken');
    await trial.end('a', new Error('broken'));
    await failed;
    await trial.end('b');
    expect(await second).toBe('b');
  });
});

test('a large one is not overtaken by small ones that come after it', async () => {
  const trial = new Trial(1);
  void trial.start('small', MEBIBYTE);
  void trial.start('large', 4 * MEBIBYTE);
  void trial.start('late', MEBIBYTE);
  await settled();
  expect(trial.running).toEqual(['small']);
  await trial.end('small');
  expect(trial.running).toEqual(['small', 'large']);
  await trial.end('large');
  expect(trial.running).toEqual(['small', 'large', 'late']);
});
