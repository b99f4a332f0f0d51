import { type Catalog, inputsOf } from '../../sql/catalog.ts';
import { withAncestors, withDescendants } from '../../sql/plan.ts';

/** One relation of the graph, as `--format json` prints it. */
export type Node = {
  name: string;
  layer: string;
  kind: string;
  description: string;
  reads: string[];
  read_by: string[];
};

/**
 * The graph of all relations, by name; with `table`, of that one, all it is made from and all that is made from it.
 * Throws where there is no such relation.
 */
export function lineageOf(catalog: Catalog, table?: string): Node[] {
  const names =
    table === undefined
      ? new Set(catalog.relations.keys())
      : new Set([...withAncestors(catalog, [table]), ...withDescendants(catalog, [table])]);
  const relations = [...catalog.relations.values()].filter(({ name }) => names.has(name));
  return relations
    .map((relation) => ({
      name: relation.name,
      layer: relation.layer,
      kind: relation.kind,
      description: relation.description.replace(/\s+/g, ' '),
      reads: inputsOf(relation).filter((input) => names.has(input)),
      read_by: relations
        .filter((other) => inputsOf(other).includes(relation.name))
        .map(({ name }) => name)
        .sort(),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Layers in their order, each with its relations, their kind and what they read. */
export function graphText(nodes: readonly Node[], layers: readonly string[]): string {
  return layers
    .map((layer) => ({ layer, own: nodes.filter((node) => node.layer === layer) }))
    .filter(({ own }) => own.length > 0)
    .map(({ layer, own }) => `${layer}\n${own.map(nodeLine).join('')}`)
    .join('\n');
}

function nodeLine({ name, kind, reads }: Node): string {
  return `  ${label({ name, kind })}${reads.length === 0 ? '' : `  reads ${reads.join(', ')}`}\n`;
}

function label({ name, kind }: { name: string; kind: string }): string {
  return `${name} (${kind})`;
}

/** One relation: what it is, then as two trees what it is made from and what is made from it. A branch is drawn once. */
export function treeText(nodes: readonly Node[], table: string): string {
  const known = new Map(nodes.map((node) => [node.name, node]));
  const node = known.get(table);
  if (node === undefined) return '';
  return [
    `${label(node)}\n${node.description}\n`,
    `reads\n${branches(known, node, 'reads')}`,
    `read by\n${branches(known, node, 'read_by')}`,
  ].join('\n');
}

type Direction = 'reads' | 'read_by';

function branches(known: ReadonlyMap<string, Node>, root: Node, direction: Direction): string {
  const drawn = new Set<string>();
  const draw = (name: string, depth: number): string => {
    const node = known.get(name);
    if (node === undefined) return '';
    const line = `${'  '.repeat(depth)}${label(node)}`;
    if (drawn.has(name) && node[direction].length > 0) return `${line} ...\n`;
    drawn.add(name);
    return `${line}\n${node[direction].map((next) => draw(next, depth + 1)).join('')}`;
  };
  return root[direction].map((name) => draw(name, 1)).join('') || '  nothing\n';
}

/** The graph as a Mermaid flowchart, which GitHub and many wikis draw. */
export function mermaidText(nodes: readonly Node[]): string {
  const edges = nodes.flatMap(({ name, reads }) => reads.map((input) => `  ${input} --> ${name}\n`));
  return `flowchart LR\n${nodes.map((node) => `  ${node.name}["${label(node)}"]\n`).join('')}${edges.join('')}`;
}
