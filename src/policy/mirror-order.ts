/**
 * One order out of several mirror lists, exactly as OpenShift makes it (runtime-utils): a topological sort that is
 * stable whatever the order of lists and objects, also where the lists contradict each other.
 */

export interface MirrorOrder {
  /** Mirrors in the order tried. The source stands in it only where it is tried before another mirror. */
  readonly mirrors: readonly string[];
  /** Whether the lists contradict each other: the first name of a loop in alphabetical order then comes first. */
  readonly hasLoop: boolean;
}

/** The order for `source`. `lists` must each have a mirror that is not the source; names compare by their characters. */
export function mergeOrders(source: string, lists: readonly (readonly string[])[]): MirrorOrder {
  const graph = new Graph();
  for (const list of lists) {
    for (const [index, from] of list.entries()) {
      const to = list[index + 1];
      if (to !== undefined) graph.addEdge(from, to);
    }
    const last = list.at(-1);
    if (last !== undefined && !list.includes(source)) graph.addEdge(last, source);
  }
  const { names, hasLoop } = graph.sorted();
  return { mirrors: names.at(-1) === source ? names.slice(0, -1) : names, hasLoop };
}

/** For names and scopes of OpenShift, which are ASCII, this is the order of bytes. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface Node {
  readonly name: string;
  readonly before: Set<Node>;
  readonly after: Set<Node>;
  isDone: boolean;
}

class Graph {
  readonly #nodes = new Map<string, Node>();

  /** The same edge twice is one edge; a node may lead to itself. */
  addEdge(from: string, to: string): void {
    const fromNode = this.#node(from);
    const toNode = this.#node(to);
    fromNode.after.add(toNode);
    toNode.before.add(fromNode);
  }

  /** Uses the graph up. */
  sorted(): { readonly names: readonly string[]; readonly hasLoop: boolean } {
    const all = [...this.#nodes.values()].sort((a, b) => compareNames(a.name, b.name));
    const free = all.filter(({ before }) => before.size === 0);
    const names: string[] = [];
    let hasLoop = false;
    let candidate = 0;
    for (let next = 0; names.length < all.length; ) {
      const node = next < free.length ? free[next++] : all[candidate++];
      if (node === undefined || node.isDone) continue;
      hasLoop ||= node.before.size > 0;
      names.push(node.name);
      free.push(...release(node));
    }
    return { names, hasLoop };
  }

  #node(name: string): Node {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const node: Node = { name, before: new Set(), after: new Set(), isDone: false };
    this.#nodes.set(name, node);
    return node;
  }
}

/** Takes `node` out of the graph; what nothing stands before any more, sorted. */
function release(node: Node): readonly Node[] {
  node.isDone = true;
  const freed: Node[] = [];
  for (const after of node.after) {
    after.before.delete(node);
    if (after.before.size === 0 && !after.isDone) freed.push(after);
  }
  return freed.sort((a, b) => compareNames(a.name, b.name));
}
