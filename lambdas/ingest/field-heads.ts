/** A key of an object and what stands before its value in canonical JSON: `{"a":` for the first, `,"b":` for others. */
export interface FieldHead {
  key: string;
  head: string;
}

interface Node {
  next: Map<string, Node>;
  heads?: readonly FieldHead[];
}

/** Bounds of what is remembered, some MB: whoever sends ever new keys makes it start anew. */
const MOST_NODES = 10_000;
const LONGEST_KEY = 64;

let root: Node = { next: new Map() };
let nodes = 0;

/**
 * The fields of an object that came out of JSON.parse in the canonical order of their keys. Senders send few shapes over
 * and over: the keys in the order in which they came lead through a tree to the answer of the last time.
 */
export function fieldHeads(fields: object): readonly FieldHead[] {
  let node = root;
  for (const key in fields) {
    const next = node.next.get(key) ?? grow(node, key);
    if (next === null) return toHeads(fields);
    node = next;
  }
  node.heads ??= toHeads(fields);
  return node.heads;
}

function grow(node: Node, key: string): Node | null {
  if (key.length > LONGEST_KEY) return null;
  if (nodes === MOST_NODES) {
    root = { next: new Map() };
    nodes = 0;
  }
  const made: Node = { next: new Map() };
  node.next.set(key, made);
  nodes += 1;
  return made;
}

function toHeads(fields: object): FieldHead[] {
  return Object.keys(fields)
    .sort()
    .map((key, index) => ({ key, head: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:` }));
}
