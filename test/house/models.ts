import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import { buildCatalog, type Catalog, CatalogError, type Relation } from '../../sql/catalog.ts';
import { metricsUnion } from '../../sql/metrics-union.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { oncePer } from '../support/once-per.ts';
import { filesOf, sqlFilesOf, type Tree } from './tree.ts';

const AT = '2026-01-01T00:00:00.000Z';
const RUN = { runId: 'run', asOf: AT, startedAt: AT, knownModels: [], isBaseline: false, isBaselineTold: false };

/** A catalog is built once for a tree: most rules read one, and many read the same tree. */
const catalogOf = oncePer((tree: Tree) => buildCatalog(sqlFilesOf(tree)));

function withCatalog(tree: Tree, rule: (catalog: Catalog) => string[]): string[] {
  try {
    return rule(catalogOf(tree));
  } catch (error) {
    if (error instanceof CatalogError) return error.problems;
    throw error;
  }
}

function selectsOf(catalog: Catalog): Relation[] {
  return [...catalog.relations.values()].filter((relation) => relation.sql !== null);
}

/** Twins parse, inputs exist, layers point one way, no cycles: the catalog says so itself. */
export function catalogIsSound(tree: Tree): string[] {
  return withCatalog(tree, () => []);
}

/** Every select has a case that a product manager could read. */
export function modelsHaveCases(tree: Tree): string[] {
  return withCatalog(tree, (catalog) =>
    selectsOf(catalog)
      .filter(
        ({ name }) =>
          ![...tree.keys()].some((path) => path.startsWith(`test/sql/${name}/`) && path.endsWith('/expect.csv')),
      )
      .map(({ name }) => `test/sql/${name}/ has no case; add <rule_as_a_sentence>/{given.<table>.csv,expect.csv}`),
  );
}

/** Every select is Trino's grammar. */
export function modelsParseAsTrino(tree: Tree): string[] {
  return withCatalog(tree, (catalog) =>
    selectsOf(catalog).flatMap(({ path, sql }) =>
      trinoErrors(sql ?? '').map((error) => `sql/${path.replace('.yml', '.sql')}:${error.startLine}: ${error.message}`),
    ),
  );
}

/** A text is parsed once: of a planted violation only one file is new. */
const trinoErrors = oncePer((sql: string) => new TrinoSQL().validate(sql));

/** Views are read by BI tools without the dialect's macros: they may use only functions that mean the same without. */
export function viewsNeedNoMacros(tree: Tree): string[] {
  const dialect = tree.get('sql/dialect/duckdb.sql') ?? '';
  const macros = [...dialect.matchAll(/create or replace temp macro (\w+)/gi)].map(([, name = '']) => name);
  return withCatalog(tree, (catalog) =>
    selectsOf(catalog)
      .filter((relation) => relation.kind === 'view')
      .flatMap(({ path, sql }) => {
        const text = (sql ?? '').replaceAll("date_diff('millisecond'", '');
        const used = macros.filter((macro) => new RegExp(`\\b${macro}\\s*\\(`, 'i').test(text));
        return used.map((macro) => `sql/${path}: a view may not use ${macro}; make it a table`);
      }),
  );
}

/** Expressions that both engines accept and read differently, or that cost a nested loop. */
const TRAPS: [RegExp, string][] = [
  [/\bif\s*\(/i, 'if() differs; write case'],
  [/\barbitrary\s*\(/i, 'arbitrary() differs; write any_value or min'],
  [/\bignore nulls\b/i, 'ignore nulls stands elsewhere on DuckDB'],
  [/\blistagg\b/i, 'listagg differs'],
  [/\bavg\s*\(/i, 'avg of decimals and bigints differs; divide sums as doubles'],
  [/\bcast\s*\([^()]*\bas decimal/i, 'decimals differ; money is bigint'],
  [/[/*]\s*\d+\.\d+\b(?!e)/i, 'a literal such as 1000.0 is a decimal on Trino; write 1000e0'],
  [/\breal\b/i, 'real differs; use double'],
  [/\bextract\s*\(/i, 'extract(dow) differs; use day_of_week and the like'],
  [/\bnow\s*\(|\bcurrent_timestamp\b|\bcurrent_date\b/i, 'the clock is run.as_of'],
  [/\brandom\s*\(|\buuid\s*\(/i, 'models are deterministic'],
];

export function modelsAvoidTraps(tree: Tree): string[] {
  return withCatalog(tree, (catalog) =>
    selectsOf(catalog).flatMap(({ path, sql }) => {
      const text = (sql ?? '').replaceAll(/--[^\n]*/g, '').replaceAll(/'[^']*'/g, "''");
      return TRAPS.filter(([pattern]) => pattern.test(text)).map(([, remedy]) => `sql/${path}: ${remedy}`);
    }),
  );
}

/** Over an empty lake every model runs on DuckDB and has exactly the columns and types its twin documents. */
export async function modelsRunAsDocumented(tree: Tree): Promise<string[]> {
  const warehouse = await memoryWarehouse();
  try {
    const catalog = catalogOf(tree);
    const relations = new Map(
      [...catalog.relations].map(([name, relation]) => [
        name,
        relation.kind === 'external' ? asEmpty(relation) : relation,
      ]),
    );
    const seeds = seedRows(catalog, configSchema.parse({}), RUN);
    for (const relation of relations.values()) if (!seeds.has(relation.name)) seeds.set(relation.name, []);
    await buildModels({ warehouse, catalog: { ...catalog, relations }, seeds, schema: 'lifecycle', clock: () => 0 });
    return [];
  } catch (error) {
    return error instanceof CatalogError ? error.problems : [(error as Error).message];
  } finally {
    await warehouse.close();
  }
}

function asEmpty(relation: Relation): Relation {
  return { ...relation, kind: 'seed' };
}

/** The union of the metrics is generated, and fresh. */
export function metricsAreFresh(tree: Tree): string[] {
  return withCatalog(tree, (catalog) => {
    const metrics = selectsOf(catalog).filter((relation) => relation.metric !== null);
    const fresh = metricsUnion(metrics.sort((a, b) => (a.name < b.name ? -1 : 1)));
    return fresh === tree.get('sql/metrics/metrics.sql') ? [] : ['sql/metrics/metrics.sql is stale; run npm run gen'];
  });
}

/** The seed of the closed table names no event that no schema has. */
export function signalsNameKnownEvents(tree: Tree): string[] {
  const schemas = filesOf(tree, 'schemas/sources', '.ts')
    .map(([, text]) => text)
    .join('\n');
  const rows = (tree.get('sql/staging/event_signals.csv') ?? '').trim().split('\n').slice(1);
  const names = new Set(rows.map((row) => row.split(',')[0] ?? ''));
  return [...names]
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(schemas))
    .map((name) => `sql/staging/event_signals.csv: no schema has an event ${name}`);
}
