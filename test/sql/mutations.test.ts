import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../sql/catalog.ts';
import { expectedLines, givenOf, linesOf, memoryWarehouse, readCsv, rowsOf, stageModelsOf } from '../support/cases.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const catalog = shippedCatalog();

/** The catalog with one word of one model changed. Throws where the model or the word is gone: then the mutation proves nothing. */
function mutated({ name, model, from, to }: Mutation): Catalog {
  const relation = catalog.relations.get(model);
  if (relation?.sql?.split(from).length !== 2) {
    throw new Error(`${name}: sql/**/${model}.sql must say ${JSON.stringify(from)} exactly once; correct the mutation`);
  }
  const changed = { ...relation, sql: relation.sql.replace(from, () => to) };
  return { ...catalog, relations: new Map(catalog.relations).set(model, changed) };
}

/** Whether a case still finds what it expects. */
async function holds(name: string, under: Catalog): Promise<boolean> {
  const folder = join('test/sql', name);
  const relation = under.relations.get(name.split('/')[0] ?? '');
  if (relation === undefined) throw new Error(`${folder}: there is no such model`);
  const expected = readCsv(join(folder, 'expect.csv'));
  const warehouse = await memoryWarehouse();
  try {
    const stageModels = stageModelsOf(folder, under.stageModels);
    const rows = await rowsOf(warehouse, relation.name, givenOf(folder), { ...under, stageModels });
    const found = linesOf(rows, Object.keys(expected[0] ?? {}));
    return JSON.stringify(found) === JSON.stringify(expectedLines(relation, expected));
  } finally {
    await warehouse.close();
  }
}

describe('a case falls when', () => {
  it.each(MUTATIONS.map((mutation): [string, Mutation] => [mutation.name, mutation]))('%s', async (_name, mutation) => {
    const under = mutated(mutation);
    const held = await Promise.all(mutation.cases.map((name) => holds(name, under)));
    expect(held).toContain(false);
  });

  it('a mutation whose words are gone is noticed', () => {
    const gone = { name: 'gone', model: 'signals', from: 'no such words', to: '', cases: [] };
    expect(() => mutated(gone)).toThrow('must say "no such words" exactly once');
  });
});
