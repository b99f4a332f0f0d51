/** Groups `items` by the key that `keyOf` gives; groups and members keep their order of appearance. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Orders text by code point, as both engines do. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  // UTF-16 order is code-point order unless there are surrogates, which sort below U+E000 and mean what lies above U+FFFF.
  const isPlain = !SURROGATE.test(a) && !SURROGATE.test(b);
  return isPlain ? (a < b ? -1 : 1) : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const SURROGATE = /[\uD800-\uDFFF]/;

/** Orders by instant, then by event id: "earliest, tie: smallest `event_id`". */
export function byTime(a: { at: number; id: string }, b: { at: number; id: string }): number {
  return a.at - b.at || compareText(a.id, b.id);
}

/** The smallest text of a list, or null of none. */
export function smallest(texts: Iterable<string>): string | null {
  let least: string | null = null;
  for (const text of texts) if (least === null || compareText(text, least) < 0) least = text;
  return least;
}

/** The distinct members' groups that `link` joined: a plain union-find over keys. */
export class Groups {
  readonly #parent = new Map<string, string>();

  /** The representative of a key's group; an unknown key is a group of its own. */
  find(key: string): string {
    let root = key;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    if (root !== key) this.#parent.set(key, root);
    return root;
  }

  link(a: string, b: string): void {
    const [left, right] = [this.find(a), this.find(b)];
    if (left !== right) this.#parent.set(left, right);
  }
}
