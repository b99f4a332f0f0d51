import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../sql/catalog.ts';
import {
  clear,
  expectedLines,
  givenOf,
  linesOf,
  memoryWarehouse,
  readCsv,
  rowsOf,
  stageModelsOf,
} from '../support/cases.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const catalog = shippedCatalog();
const warehouse = await memoryWarehouse();
afterAll(() => warehouse.close());

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
  await clear(warehouse);
  const stageModels = stageModelsOf(folder, under.stageModels);
  const rows = await rowsOf(warehouse, relation.name, givenOf(folder), { ...under, stageModels });
  const found = linesOf(rows, Object.keys(expected[0] ?? {}));
  return JSON.stringify(found) === JSON.stringify(expectedLines(relation, expected));
}

async function oneFalls(names: readonly string[], under: Catalog): Promise<boolean> {
  for (const name of names) if (!(await holds(name, under))) return true;
  return false;
}

describe('a case falls when', () => {
  it.each(MUTATIONS.map((mutation): [string, Mutation] => [mutation.name, mutation]))('%s', async (_name, mutation) => {
    expect(await oneFalls(mutation.cases, mutated(mutation))).toBe(true);
  });

  it('a mutation whose words are gone is noticed', () => {
    const gone = { name: 'gone', model: 'signals', from: 'no such words', to: '', cases: [] };
    expect(() => mutated(gone)).toThrow('must say "no such words" exactly once');
  });
});
