import type { Catalog } from '../../sql/catalog.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import { hasTable, LANDED_OBJECTS, LAST_REFRESH, LAST_WHOLE_REFRESH, TEXT_HASHES } from '../../sql/statements.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { textHash } from './build.ts';
import type { Standing } from './mode.ts';

/** What the published tables say of themselves. */
export type Published = {
  /** The last refresh of any kind; null where there was none. */
  last: { runId: string; asOf: string; conflicts: number } | null;
  /** The last refresh that brought all tables to one instant. */
  whole: Standing;
  /** Objects of the lake that the tables hold: external relation -> paths. */
  objects: ReadonlyMap<string, ReadonlySet<string>>;
};

export const NOTHING_PUBLISHED: Published = { last: null, whole: null, objects: new Map() };

/** Reads what the tables of a schema say of themselves; tables of an older version say less, and are rebuilt. */
export async function readPublished(warehouse: Warehouse, schema: string): Promise<Published> {
  const has = async (table: string) => (await warehouse.query(hasTable(table, schema))).length > 0;
  if (!(await has('refreshes'))) return NOTHING_PUBLISHED;
  const [last] = await warehouse.query(LAST_REFRESH);
  const known =
    last === undefined
      ? null
      : {
          runId: String(last.run_id),
          asOf: String(last.as_of),
          conflicts: Number(last.event_conflicts),
        };
  if (!(await has('landed_objects'))) return { ...NOTHING_PUBLISHED, last: known };
  const [whole] = await warehouse.query(LAST_WHOLE_REFRESH);
  if (whole === undefined) return { ...NOTHING_PUBLISHED, last: known };
  return {
    last: known,
    whole: { asOf: String(whole.as_of), textHashes: await readHashes(warehouse) },
    objects: await readObjects(warehouse),
  };
}

async function readHashes(warehouse: Warehouse): Promise<Map<string, string>> {
  const rows = await warehouse.query(TEXT_HASHES);
  return new Map(rows.map((row) => [String(row.model), String(row.text_hash)]));
}

async function readObjects(warehouse: Warehouse): Promise<Map<string, Set<string>>> {
  const objects = new Map<string, Set<string>>();
  for (const { relation, path } of await warehouse.query(LANDED_OBJECTS)) {
    const paths = objects.get(String(relation)) ?? new Set<string>();
    objects.set(String(relation), paths.add(String(path)));
  }
  return objects;
}

/** The hash that each relation would be built by now. */
export function textHashesOf(catalog: Catalog, seeds: ReadonlyMap<string, SeedRow[]>): Map<string, string> {
  const built = [...catalog.relations.values()].filter(({ kind }) => kind !== 'external' && kind !== 'ledger');
  return new Map(built.map((relation) => [relation.name, textHash(relation, seeds.get(relation.name))]));
}
