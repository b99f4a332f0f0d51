import { join } from 'node:path';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { Objects } from '../../lambdas/refresh/objects.ts';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { lakePlace } from '../../sql/lake-place.ts';
import { duckdbExternal } from '../../sql/statements.ts';
import { lakeFolder } from './home.ts';
import { verifyLanded } from './landed/verify-landed.ts';

export type Paths = ReadonlyMap<string, ReadonlySet<string>>;

/** What lies in the lake and the tables do not hold, listed once: what lands from now on belongs to the next run. */
export async function listObjects(home: string, catalog: Catalog, known: Paths, only?: string): Promise<Objects> {
  const landed = [];
  const setAside = [];
  for (const relation of externals(catalog)) {
    const { name } = relation;
    if (only !== undefined && name !== only) continue;
    const { folder } = lakePlace(relation);
    const found = await verifyLanded(lakeFolder(home), folder, folder, known.get(name) ?? new Set());
    landed.push(...found.landed.map(({ path, rows, bytes }) => ({ relation: name, path, rows, bytes })));
    setAside.push(...found.setAside.map(({ path, reason }) => ({ relation: name, path, reason })));
  }
  return { landed, setAside };
}

/** Makes the external relations of a DuckDB session stand for the given objects. */
export async function openDuckDbLake(
  warehouse: Warehouse,
  catalog: Catalog,
  home: string,
  paths: Paths,
): Promise<void> {
  for (const relation of externals(catalog)) {
    const files = [...(paths.get(relation.name) ?? [])].sort().map((path) => join(lakeFolder(home), path));
    await warehouse.run(duckdbExternal(relation, files));
  }
}

export function pathsOf({ landed }: Objects): Paths {
  const paths = new Map<string, Set<string>>();
  for (const { relation, path } of landed) paths.set(relation, (paths.get(relation) ?? new Set()).add(path));
  return paths;
}

/** All paths of two. */
export function bothPaths(some: Paths, others: Paths): Paths {
  const names = new Set([...some.keys(), ...others.keys()]);
  return new Map([...names].map((name) => [name, new Set([...(some.get(name) ?? []), ...(others.get(name) ?? [])])]));
}

/** The relations whose rows are files of the lake. */
export function externals(catalog: Catalog): Relation[] {
  return [...catalog.relations.values()].filter((relation) => relation.kind === 'external');
}
