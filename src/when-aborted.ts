/**
 * Many who wait for one signal that is as old as the run. Node links the listeners of a signal to each other and leaves
 * removed ones linked, as the tables of a Set are; one that has grown old then keeps all that came after it, with what
 * their requests held, until the whole heap is collected. Here one listener serves all, and who leaves keeps nobody.
 */

/** A place in a ring; `action` is null at its beginning, which stands for nobody, and of who has left. */
interface Waiter {
  action: (() => void) | null;
  before: Waiter | null;
  after: Waiter | null;
}

const rings = new WeakMap<AbortSignal, Waiter>();

/** Calls `action` when `signal` fires, in the order of asking, and at once if it has; what it returns takes that back. */
export function whenAborted(signal: AbortSignal, action: () => void): () => void {
  if (signal.aborted) {
    action();
    return () => {};
  }
  const beginning = rings.get(signal) ?? listen(signal);
  const { before } = beginning;
  const waiter: Waiter = { action, before, after: beginning };
  if (before !== null) before.after = waiter;
  beginning.before = waiter;
  return () => leave(waiter);
}

function listen(signal: AbortSignal): Waiter {
  const beginning: Waiter = { action: null, before: null, after: null };
  beginning.before = beginning;
  beginning.after = beginning;
  rings.set(signal, beginning);
  signal.addEventListener('abort', () => fire(beginning), { once: true });
  return beginning;
}

function fire(beginning: Waiter): void {
  for (let next = beginning.after; next !== null && next !== beginning; next = beginning.after) {
    const { action } = next;
    leave(next);
    action?.();
  }
}

function leave(waiter: Waiter): void {
  if (waiter.action === null) return;
  if (waiter.before !== null) waiter.before.after = waiter.after;
  if (waiter.after !== null) waiter.after.before = waiter.before;
  waiter.action = null;
  waiter.before = null;
  waiter.after = null;
}
