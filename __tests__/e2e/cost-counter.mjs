/**
 * Loaded before the program (`node --import`): counts what its JavaScript copies and allocates, and writes that at its end to the
 * file that MIRROR_COST_FILE names. Nothing here depends on time or on the machine.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const SAMPLE_EVERY_BYTES = 8 * 1024;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const cost = { copiedBytes: 0, copies: 0 };

count(Buffer, 'concat', (joined) => joined.length);
count(Buffer, 'from', (made, [given]) => (ArrayBuffer.isView(given) ? made.length : 0));
count(Buffer, 'copyBytesFrom', (made) => made.length);
count(Buffer.prototype, 'copy', (copied) => copied);
count(TypedArray.prototype, 'slice', (made) => made.byteLength);
count(TypedArray.prototype, 'set', (_, [given]) => given.byteLength ?? given.length);

function count(owner, name, bytesOf) {
  const original = owner[name];
  owner[name] = function counted(...args) {
    const result = Reflect.apply(original, this, args);
    cost.copies += 1;
    cost.copiedBytes += bytesOf(result, args);
    return result;
  };
}

const session = new Session();
session.connect();
session.post('HeapProfiler.startSampling', {
  samplingInterval: SAMPLE_EVERY_BYTES,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});

process.on('exit', () => {
  session.post('HeapProfiler.stopSampling', (error, answer) => {
    const allocatedBytes = error === null ? sizeOf(answer.profile.head) : -1;
    writeFileSync(process.env.MIRROR_COST_FILE, JSON.stringify({ ...cost, allocatedBytes }));
  });
});

function sizeOf({ selfSize, children }) {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}
