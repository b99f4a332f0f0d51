import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { duckdbDialect } from '../../infra/local/catalog.ts';
import { openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Row, Value, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import { type StageModel, stageModelSchema } from '../../schemas/stage-model.ts';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import type { SeedRow, SeedValue } from '../../sql/stage-seeds.ts';
import { createTable, selectRows, useSchema } from '../../sql/statements.ts';
import type { ColumnType } from '../../sql/twin.ts';
import { shippedCatalog } from './shipped.ts';

export type Case = { model: string; rule: string; folder: string };
export type Given = Record<string, Record<string, string>[]>;

const AS_OF = '2026-01-01T00:00:00.000Z';
const RUN = {
  runId: 'run_of_a_case',
  asOf: AS_OF,
  startedAt: AS_OF,
  knownModels: [],
  isBaseline: false,
  isBaselineTold: false,
};

/** Every case of a folder: `<model>/<rule_as_a_sentence>/`. */
export function casesIn(folder: string): Case[] {
  return folders(folder).flatMap((model) =>
    folders(join(folder, model)).map((rule) => ({ model, rule, folder: join(folder, model, rule) })),
  );
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(path, 'utf8'), {
    columns: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: false,
  });
}

/** The `given.<table>.csv` files of a case. */
export function givenOf(folder: string): Given {
  const files = readdirSync(folder).filter((file) => file.startsWith('given.'));
  return Object.fromEntries(
    files.map((file) => [file.slice('given.'.length, -'.csv'.length), readCsv(join(folder, file))]),
  );
}

/** The stage models of a case: `models.yml` lists shipped ones by name and others in full; without it, all that are shipped. */
export function stageModelsOf(folder: string, shipped: readonly StageModel[]): StageModel[] {
  const path = join(folder, 'models.yml');
  if (!existsSync(path)) return [...shipped];
  const listed = parseYaml(readFileSync(path, 'utf8')) as unknown[];
  return listed.map((entry) => {
    if (typeof entry !== 'string') return stageModelSchema.parse(entry);
    const model = shipped.find((candidate) => candidate.name === entry);
    if (model === undefined) throw new Error(`${path}: there is no model ${entry}`);
    return model;
  });
}

const SCHEMA = 'lifecycle';

/** A DuckDB in memory that speaks the dialect of the models. */
export async function memoryWarehouse(): Promise<Warehouse> {
  const warehouse = await openDuckDb({ path: ':memory:', dialect: duckdbDialect(), threads: 1 });
  for (const statement of useSchema(SCHEMA)) await warehouse.run(statement);
  return warehouse;
}

/** Makes a memory warehouse as good as new, in a tenth of the time that a new one takes. */
export async function clear(warehouse: Warehouse): Promise<void> {
  for (const statement of ['use main', `drop schema if exists ${SCHEMA} cascade`, ...useSchema(SCHEMA)])
    await warehouse.run(statement);
}

/**
 * Builds a model over given tables: what is given takes the place of its model, what is neither given nor built from it is empty (files of the
 * lake) or as shipped (seeds). `given.run.csv` moves as_of, `given.settings.csv` overrides single settings; what is given of an `append` model is what it held before; a set of
 * keys is read from what is given of the relations before this run. Answers the model's rows.
 */
export async function rowsOf(
  warehouse: Warehouse,
  model: string,
  given: Given,
  catalog: Catalog = shippedCatalog(),
): Promise<Row[]> {
  const seeds = new Map(seedRows(catalog, configSchema.parse({}), RUN));
  // sets of keys are tables here, and what they read as it was is given
  const relations = new Map([...catalog.relations].map(([name, relation]) => [name, asTable(relation)]));
  for (const relation of catalog.relations.values()) {
    const rows = given[relation.name];
    if (rows === undefined && relation.kind !== 'external') continue;
    if (relation.kind === 'append') {
      const before = (rows ?? []).map((row) => typedRow(relation, row));
      await warehouse.run(createTable(relation.name, selectRows(relation, before, 'duckdb')));
      continue;
    }
    relations.set(relation.name, { ...relation, kind: 'seed', sql: null, start: null, inputs: [], waits: [] });
    const base = relation.kind === 'seed' && rows?.length === 1 ? seeds.get(relation.name)?.[0] : undefined;
    seeds.set(
      relation.name,
      (rows ?? []).map((row) => ({ ...base, ...typedRow(relation, row) })),
    );
  }
  for (const table of Object.keys(given)) {
    if (!catalog.relations.has(table)) throw new Error(`given.${table}.csv: there is no table ${table}`);
  }
  await buildModels({
    warehouse,
    catalog: { ...catalog, relations },
    seeds,
    schema: 'lifecycle',
    clock: Date.now,
    only: [model],
  });
  return warehouse.query(`select * from ${model}`);
}

function asTable(relation: Relation): Relation {
  const inputs = [...relation.inputs, ...relation.before];
  const kind = relation.kind === 'affected' ? 'table' : relation.kind;
  return { ...relation, kind, inputs, before: [], waits: [] };
}

function typedRow(relation: Relation, row: Record<string, string>): SeedRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => {
      const column = relation.columns.find((candidate) => candidate.name === name);
      if (column === undefined) throw new Error(`given.${relation.name}.csv: there is no column ${name}`);
      return [name, typedCell(cell, column.type, column.nullable)];
    }),
  );
}

/** An empty cell is null, but an empty string where a column is never null; arrays are `a|b`, the empty one `[]`. */
export function typedCell(cell: string, type: ColumnType, isNullable: boolean): SeedValue {
  if (cell === '') return type === 'varchar' && !isNullable ? '' : null;
  if (type === 'array(varchar)') return cell === '[]' ? [] : cell.split('|');
  return type === 'timestamp(6)' ? instant(cell) : cell;
}

/** `2026-01-01`, `2026-01-01 10:00` and full ISO texts are the same kind of instant in a case. */
export function instant(text: string): string {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : `${text.replace(' ', 'T').replace(/Z$/, '')}Z`;
  return new Date(full).toISOString();
}

/** Rows as comparable lines: only the columns that are expected, in their order, sorted. */
export function linesOf(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => columns.map((column) => cellOf(row[column])).join(' | ')).sort();
}

function cellOf(value: Value | undefined): string {
  if (value === undefined) return '(no such column)';
  if (value === null) return '';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.join('|');
  return String(value);
}

/** The expected lines of a case, in the form that `linesOf` gives. */
export function expectedLines(relation: Relation, expected: readonly Record<string, string>[]): string[] {
  return expected
    .map((row) =>
      Object.entries(row)
        .map(([name, cell]) => {
          const type = relation.columns.find((column) => column.name === name)?.type;
          return cell !== '' && type === 'timestamp(6)' ? instant(cell) : cell;
        })
        .join(' | '),
    )
    .sort();
}
