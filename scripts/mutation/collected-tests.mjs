// Stands in for `@jest/globals` in the warm runner: `describe` and `test` collect, so that tests can be run again and again.
export { expect } from 'expect';

/** Blocks of the file that is being loaded; the last one is open. */
const open = [];
const STAGES = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'];

/** Loads a test file and returns what it holds. */
export async function collect(name, load) {
  open.push(newBlock(name));
  await load();
  return open.pop();
}

/** The tests of a block and those in it, each with the blocks around it. */
export function testsIn(block, around = []) {
  const path = [...around, block];
  return block.items.flatMap((item) =>
    item.kind === 'block' ? testsIn(item, path) : [{ ...item, path, id: idOf(path, item) }],
  );
}

export const describe = Object.assign(addBlock, { each: each(addBlock), skip: () => {} });
export const test = Object.assign(addTest, { each: each(addTest), skip: () => {} });
export const beforeAll = addHook('beforeAll');
export const beforeEach = addHook('beforeEach');
export const afterEach = addHook('afterEach');
export const afterAll = addHook('afterAll');
/** Stryker has limits of its own. */
export const jest = { setTimeout: () => {} };

function newBlock(name) {
  return { kind: 'block', name, items: [], ...Object.fromEntries(STAGES.map((stage) => [stage, []])) };
}

function addBlock(name, fill) {
  const block = newBlock(name);
  open.at(-1).items.push(block);
  open.push(block);
  fill();
  open.pop();
}

function addTest(name, run) {
  open.at(-1).items.push({ kind: 'test', name, run });
}

function addHook(stage) {
  return (run) => open.at(-1)[stage].push(run);
}

function each(add) {
  return (table) => (name, run) => {
    table.forEach((row, at) => {
      const values = Array.isArray(row) ? row : [row];
      add(`${name} #${at}`, () => run(...values));
    });
  };
}

/** Two tests may have the same name; their place tells them apart. */
function idOf(path, item) {
  const names = [...path.map(({ name }) => name), item.name];
  return `${names.join(' > ')} @${path.at(-1).items.indexOf(item)}`;
}
