import type { Column, Relation } from './catalog.ts';
import type { SeedRow, SeedValue } from './stage-seeds.ts';
import type { ColumnType } from './twin.ts';

/** Where a statement will run. Models have one text for all; only what stands around them differs. */
export type Engine = 'duckdb' | 'trino' | 'athena';

const DUCKDB_TYPES: Partial<Record<ColumnType, string>> = {
  'timestamp(6)': 'timestamp',
  'array(varchar)': 'varchar[]',
};

/** The engine's own spelling of a type of the warehouse. */
export function typeName(type: ColumnType, engine: Engine): string {
  return engine === 'duckdb' ? (DUCKDB_TYPES[type] ?? type) : type;
}

/** A string as a literal: the one function that puts a value between quotes. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * A value as a typed literal. Instants are ISO-8601 in UTC, arrays hold strings.
 * Throws where a value is not of its type: no text reaches a statement unchecked.
 */
export function literal(value: SeedValue | undefined, type: ColumnType, engine: Engine): string {
  if (value === null || value === undefined) return `cast(null as ${typeName(type, engine)})`;
  if (Array.isArray(value)) return `cast(array[${value.map(quoted).join(', ')}] as ${typeName(type, engine)})`;
  const text = String(value);
  if (type === 'varchar') return quoted(text);
  if (!SHAPES[type].test(text)) throw new Error(`${text} is no ${type}`);
  if (type === 'timestamp(6)') return `timestamp ${quoted(text.replace('T', ' ').replace('Z', ''))}`;
  if (type === 'date') return `date ${quoted(text)}`;
  return type === 'boolean' ? text : `cast(${text} as ${type})`;
}

const SHAPES: Record<Exclude<ColumnType, 'varchar'>, RegExp> = {
  bigint: /^-?\d{1,19}$/,
  integer: /^-?\d{1,10}$/,
  double: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  'timestamp(6)': /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z?$/,
  'array(varchar)': /^$/,
};

/** A select that answers the given rows with the relation's columns and types, also when there are none. */
export function selectRows(relation: Relation, rows: readonly SeedRow[], engine: Engine): string {
  const names = relation.columns.map((column) => column.name).join(', ');
  const empty = relation.columns.map((column) => `${literal(null, column.type, engine)} as ${column.name}`).join(', ');
  if (rows.length === 0) return `select ${empty} where false`;
  const values = rows.map(
    (row) => `(${relation.columns.map(({ name, type }) => literal(row[name], type, engine)).join(', ')})`,
  );
  return `select ${empty} where false\nunion all\nselect * from (values\n${values.join(',\n')}) as t (${names})`;
}

/** Builds a table from its model's text, or from any other select. */
export function createTable(name: string, select: string): string {
  return `create or replace table ${name} as\n${select}`;
}

export function createView(name: string, select: string): string {
  return `create or replace view ${name} as\n${select}`;
}

export function dropTable(name: string): string {
  return `drop table if exists ${name}`;
}

/** Names of a fixpoint's working table: the round that is being made from the last one. */
export function nextRound(name: string): string {
  return `${name}__next`;
}

/** A round's statements: the next labels, how many rows differ from the last ones, the exchange. */
export function fixpointRound(relation: Relation): { build: string; changed: string; accept: string[] } {
  const next = nextRound(relation.name);
  return {
    build: createTable(next, relation.sql ?? ''),
    changed: `select count(*) as changed from (select * from ${next} except select * from ${relation.name}) as d`,
    accept: [createTable(relation.name, `select * from ${next}`), dropTable(next)],
  };
}

export function startFixpoint(relation: Relation): string {
  return createTable(
    relation.name,
    `select ${relation.columns.map((column) => column.name).join(', ')} from ${relation.start}`,
  );
}

export function countRows(name: string): string {
  return `select count(*) as row_count from ${name}`;
}

/** The columns an engine sees in a relation: column_name, data_type, in the engine's own spelling. */
export function describeColumns(name: string, schema: string, engine: Engine): string {
  // DuckDB's information_schema binds every view of the schema at each look
  if (engine === 'duckdb')
    return `select column_name, lower(column_type) as data_type from (describe ${schema}.${name})`;
  return `select column_name, lower(data_type) as data_type from information_schema.columns where table_schema = ${quoted(schema)} and table_name = ${quoted(name)}`;
}

/** Comments that put the twin's text into the engine's own catalogue. */
export function comments(relation: Relation): string[] {
  const kind = relation.kind === 'view' ? 'view' : 'table';
  const grain = `${relation.description.replace(/\s+/g, ' ')} One row per ${relation.grain}.`;
  return [
    `comment on ${kind} ${relation.name} is ${quoted(grain)}`,
    ...(kind === 'view'
      ? []
      : relation.columns.map((c) => `comment on column ${relation.name}.${c.name} is ${quoted(c.about)}`)),
  ];
}

type CheckText = { name: string; severity: 'fail' | 'warn'; sql: string };

/** Every check of a relation as one select each, which answers `failures`: its key, its columns that are never null, the twin's own. */
export function checksOf(relation: Relation): CheckText[] {
  const rows = (name: string, severity: 'fail' | 'warn', condition: string): CheckText => ({
    name,
    severity,
    sql: `select count(*) as failures from ${relation.name} where ${condition}`,
  });
  const never = relation.columns.filter((column) => !column.nullable);
  const key = relation.key.join(', ');
  return [
    ...(relation.key.length === 0
      ? []
      : [
          {
            name: 'key_is_unique',
            severity: 'fail' as const,
            sql: `select count(*) as failures from (select ${key} from ${relation.name} group by ${key} having count(*) > 1) as d`,
          },
        ]),
    ...(never.length === 0
      ? []
      : [rows('never_null', 'fail', never.map((column) => `${column.name} is null`).join(' or '))]),
    ...relation.checks.map((check) => rows(check.name, check.severity, check.no_row_where)),
  ];
}

/** Adds rows to a ledger that the runner itself keeps; makes the ledger where it is missing. */
export function appendRows(relation: Relation, rows: readonly SeedRow[], engine: Engine): string[] {
  const columns = relation.columns.map((column) => `${column.name} ${typeName(column.type, engine)}`).join(', ');
  const create = `create table if not exists ${relation.name} (${columns})`;
  if (rows.length === 0) return [create];
  return [create, `insert into ${relation.name} ${selectRows(relation, rows, engine)}`];
}

/** Adds a documented column to a relation that was made before it was. */
export function addColumn(relation: Relation, column: Column, engine: Engine): string {
  return `alter table ${relation.name} add column ${column.name} ${typeName(column.type, engine)}`;
}

/** Adds the rows of an `append` model whose key the table does not have yet; makes the table where it is missing. */
export function appendNew(relation: Relation, engine: Engine): string[] {
  const names = relation.columns.map((column) => column.name);
  const match = relation.key.map((column) => `old.${column} = new.${column}`).join(' and ');
  return [
    appendRows(relation, [], engine)[0] ?? '',
    `insert into ${relation.name} (${names.join(', ')})\nselect ${names.map((name) => `new.${name}`).join(', ')}\nfrom (\n${relation.sql}\n) as new\nleft join ${relation.name} as old on ${match}\nwhere old.${relation.key[0]} is null`,
  ];
}

/** On DuckDB an external relation is a view of the session over the very files that landed: typed as text, one line a row. */
export function duckdbExternal(relation: Relation, files: readonly string[]): string {
  const names = relation.columns.map((column) => column.name);
  const select =
    files.length === 0
      ? selectRows(relation, [], 'duckdb')
      : `select ${names.map((name) => `cast(${name} as varchar) as ${name}`).join(', ')}
from read_json([${files.map(quoted).join(', ')}], format = 'newline_delimited', compression = 'gzip', columns = {${names
          .map((name) => `${name}: '${DOCUMENTS.has(name) ? 'JSON' : 'VARCHAR'}'`)
          .join(', ')}})`;
  return `create or replace temp view ${relation.name} as\n${select}`;
}

/** Columns of the lake that hold nested JSON and are kept as its text. */
const DOCUMENTS: ReadonlySet<string> = new Set(['properties', 'context', 'consent']);

/** What a refresh counts for its summary: events, and lines that landed, in the tables as they stand. */
export const LANDED_COUNTS =
  'select cast(count(*) as bigint) as events, cast(coalesce(sum(times_received), 0) as bigint) as lines from event_bodies where body_rank = 1';

export const COUNT_CONFLICTS = 'select count(*) as conflicts from event_conflicts';

export const STAGE_MODELS_BUILT = 'select model, model_version, definition_hash from stage_models';

/** The stage models that published refreshes have built: known_models of the latest. */
export const KNOWN_MODELS = 'select stage_models from refreshes order by started_at desc limit 1';

/** What must be told, in the order in which each customer's changes belong. */
export const UNPUBLISHED_NOTICES = 'select * from stage_notices order by customer_id, model, sequence';

export const LAST_REFRESH = 'select run_id, as_of from refreshes order by started_at desc limit 1';

/** Answers a row where the schema has that table or view. */
export function hasTable(name: string, schema: string): string {
  return `select table_name from information_schema.tables where table_schema = ${quoted(schema)} and table_name = ${quoted(name)}`;
}

/** Makes the schema of the warehouse and lets unqualified names mean it. */
export function useSchema(schema: string): string[] {
  return [`create schema if not exists ${schema}`, `use ${schema}`];
}

/** Settings under which anybody's query may run: the schema as default, no files, no network, no way back. */
export function useSchemaReadOnly(schema: string): string[] {
  return [`use ${schema}`, 'set enable_external_access = false', 'set lock_configuration = true'];
}
