type Token = { text: string; kind: 'word' | 'symbol' };

const PATTERN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_.]*|[(),;]/g;

function tokens(sql: string): Token[] {
  return [...sql.matchAll(PATTERN)]
    .map(([text]) => text)
    .filter((text) => !text.startsWith('--') && !text.startsWith('/*') && !text.startsWith("'"))
    .map((text) => ({ text: text.toLowerCase(), kind: /^[a-z_"]/i.test(text) ? 'word' : 'symbol' }));
}

/** `name as (` opens the definition of a common table expression. */
function definesAt(all: Token[], i: number): boolean {
  const before = all[i - 1]?.text;
  return (
    (before === 'with' || before === ',') &&
    all[i + 1]?.text === 'as' &&
    all[i + 2]?.text === '(' &&
    all[i]?.kind === 'word'
  );
}

type Found = { name: string; inside: string[] };

function relationsAfter(all: Token[], inside: (i: number) => string[]): Found[] {
  const found: Found[] = [];
  for (const [i, token] of all.entries()) {
    const next = all[i + 1];
    if (all[i - 1]?.text === 'distinct') continue; // `is distinct from x` compares, it reads nothing
    if ((token.text === 'from' || token.text === 'join') && next?.kind === 'word' && next.text !== 'unnest') {
      found.push({ name: next.text, inside: inside(i) });
    }
  }
  return found;
}

/** For each token: the names of the definitions that enclose it. */
function enclosing(all: Token[]): { defined: Set<string>; at: string[][] } {
  const defined = new Set<string>();
  const at: string[][] = [];
  const open: { name: string; depth: number }[] = [];
  let depth = 0;
  for (const [i, token] of all.entries()) {
    if (definesAt(all, i)) {
      defined.add(token.text);
      open.push({ name: token.text, depth });
    }
    if (token.text === '(') depth += 1;
    if (token.text === ')') {
      depth -= 1;
      if (open.at(-1)?.depth === depth) open.pop();
    }
    at.push(open.map((entry) => entry.name));
  }
  return { defined, at };
}

/**
 * The relations a select reads, sorted: what stands after `from` or `join` and is no common table expression.
 * A definition may shadow the relation it reads (`with signals as (select * from signals)`): the inner name is the relation.
 * Comma joins are not seen: models write `cross join` (a lint of the house).
 */
export function referencesOf(sql: string): string[] {
  const all = tokens(sql);
  const { defined, at } = enclosing(all);
  const names = relationsAfter(all, (i) => at[i] ?? [])
    .filter(({ name, inside }) => !defined.has(name) || inside.includes(name))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}
