import { type Catalog, inputsOf, prerequisitesOf, type Relation } from './catalog.ts';

/** One wave of a plan: relations that do not read each other and may be built side by side. */
export type Wave = Relation[];

/**
 * What to build, in which order: every built or seeded relation after all it reads, in waves, by name within a wave.
 * `only` keeps those relations and everything they need.
 */
export function planWaves(catalog: Catalog, only?: readonly string[]): Wave[] {
  const wanted = only === undefined ? [...catalog.relations.keys()] : withAncestors(catalog, only);
  const depth = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depth.get(name);
    if (known !== undefined) return known;
    const relation = catalog.relations.get(name);
    const own = relation === undefined ? 0 : Math.max(-1, ...prerequisitesOf(relation).map(depthOf)) + 1;
    depth.set(name, own);
    return own;
  };
  const waves: Wave[] = [];
  for (const name of [...wanted].sort()) {
    const relation = catalog.relations.get(name);
    if (relation === undefined || relation.kind === 'external' || relation.kind === 'ledger') continue;
    const at = depthOf(name);
    waves[at] = [...(waves[at] ?? []), relation];
  }
  return waves.filter((wave) => wave !== undefined);
}

/** The named relations and all they read, directly or not. Throws on a name that the catalog does not have. */
export function withAncestors(catalog: Catalog, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const relation = catalog.relations.get(name);
    if (relation === undefined) throw new Error(`there is no model ${name}; \`lifecycle lineage\` lists them`);
    found.add(name);
    for (const input of inputsOf(relation)) visit(input);
  };
  for (const name of names) visit(name);
  return found;
}

/** The named relations and all that read them, directly or not. */
export function withDescendants(catalog: Catalog, names: readonly string[]): Set<string> {
  const found = new Set(names);
  const ordered = planWaves(catalog).flat();
  for (const relation of ordered) {
    if (inputsOf(relation).some((input) => found.has(input))) found.add(relation.name);
  }
  return found;
}
