import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type Files, parsePlace, problemWith, scaffoldMetric, scaffoldModel } from '../../infra/new/scaffold.ts';
import { buildCatalog } from '../../sql/catalog.ts';
import { metricsUnion } from '../../sql/metrics-union.ts';
import { RULES } from '../house/rules.ts';
import { readTree, sqlFilesOf, type Tree } from '../house/tree.ts';
import { expectedLines, type Given, linesOf, memoryWarehouse, rowsOf } from '../support/cases.ts';

const tree = readTree();
const SCAFFOLDS: [string, Files][] = [
  ['brand_new_metric', scaffoldMetric('brand_new_metric')],
  ['brand_new_table', scaffoldModel('value', 'brand_new_table')],
];

/** The tree as `npm run new` leaves it: the files, and the union of metrics generated again. */
function withFiles(files: Files): Tree {
  const grown = new Map([...tree, ...Object.entries(files)]);
  const metrics = [...buildCatalog(sqlFilesOf(grown)).relations.values()].filter(
    (relation) => relation.metric !== null,
  );
  return grown.set('sql/metrics/metrics.sql', metricsUnion(metrics.sort((a, b) => (a.name < b.name ? -1 : 1))));
}

function csvOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

describe.each(SCAFFOLDS)('a scaffolded %s', (name, files) => {
  it('passes every rule of the house that the tree passed before', async () => {
    const grown = withFiles(files);
    for (const [rule, problemsOf] of Object.entries(RULES)) {
      const before = new Set(await problemsOf(tree));
      expect(
        (await problemsOf(grown)).filter((problem) => !before.has(problem)),
        rule,
      ).toEqual([]);
    }
  });

  it('passes its own case', async () => {
    const catalog = buildCatalog(sqlFilesOf(withFiles(files)));
    const relation = catalog.relations.get(name);
    if (relation === undefined) throw new Error(`${name} is not in the catalog`);
    const given = Object.entries(files).filter(([path]) => path.includes('/given.'));
    const tables: Given = Object.fromEntries(
      given.map(([path, text]) => [/given\.(\w+)\.csv$/.exec(path)?.[1] ?? '', csvOf(text)]),
    );
    const expected = csvOf(Object.entries(files).find(([path]) => path.endsWith('/expect.csv'))?.[1] ?? '');
    const warehouse = await memoryWarehouse();
    const rows = await rowsOf(warehouse, name, tables, catalog);
    expect(linesOf(rows, Object.keys(expected[0] ?? {}))).toEqual(expectedLines(relation, expected));
    await warehouse.close();
  });
});

describe('a name', () => {
  it.each([
    ['Churn', 'snake_case'],
    ['2nd', 'snake_case'],
    ['orders', 'is there already'],
  ])('%s is refused', (name, says) => {
    expect(problemWith(name, new Set(['orders']))).toContain(says);
  });

  it('that is free is taken', () => {
    expect(problemWith('churned_customers', new Set(['orders']))).toBeNull();
  });

  it('of a model needs a layer that exists', () => {
    expect(parsePlace('value/scores')).toEqual({ layer: 'value', name: 'scores' });
    expect(parsePlace('marts/scores')).toBeNull();
    expect(parsePlace('value/a/b')).toBeNull();
  });
});
