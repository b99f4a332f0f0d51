import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  casesIn,
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

const FOLDER = 'test/sql';
const catalog = shippedCatalog();

/** The header of a CSV file, also where it has no rows. */
function headerOf(path: string): string[] {
  return (parse(readFileSync(path, 'utf8'), { to_line: 1, trim: true }) as string[][])[0] ?? [];
}

const warehouse = await memoryWarehouse();
beforeEach(() => clear(warehouse));
afterAll(() => warehouse.close());

describe.each(casesIn(FOLDER))('$model', ({ model, rule, folder }) => {
  it(rule.replaceAll('_', ' '), async () => {
    const relation = catalog.relations.get(model);
    if (relation === undefined) throw new Error(`${folder}: there is no model ${model}`);
    const path = join(folder, 'expect.csv');
    const stageModels = stageModelsOf(folder, catalog.stageModels);
    const rows = await rowsOf(warehouse, model, givenOf(folder), { ...catalog, stageModels });
    expect(linesOf(rows, headerOf(path))).toEqual(expectedLines(relation, readCsv(path)));
  });
});
