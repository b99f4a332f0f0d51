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

export function deleteAll(name: string): string {
  return `delete from ${name}`;
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

export type FixpointRound = { build: string; changed: string; accept: string[] };

/** A round's statements over the labels in a table: the next labels, how many rows differ from the last ones, the exchange. */
export function fixpointRound(labels: string, text: string, create = createTable): FixpointRound {
  const next = nextRound(labels);
  return {
    build: create(next, text),
    changed: `select count(*) as changed from (select * from ${next} except select * from ${labels}) as d`,
    accept: [create(labels, `select * from ${next}`), dropTable(next)],
  };
}

/** The labels that a fixpoint starts from. */
export function fixpointStart(relation: Relation, from: string): string {
  return `select ${relation.columns.map((column) => column.name).join(', ')} from ${from}`;
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

/** Every check of a relation as one select each, which answers `failures`: its key, its columns that are never null, the twin's own. Over `from`, where only some of its rows were made. */
export function checksOf(relation: Relation, from: string = relation.name): CheckText[] {
  // what fails is never published, what warns is: of that there may be old rows
  const rows = (name: string, severity: 'fail' | 'warn', condition: string): CheckText => ({
    name,
    severity,
    sql: `select count(*) as failures from ${severity === 'warn' ? relation.name : from} where ${condition}`,
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
            sql: `select count(*) as failures from (select ${key} from ${from} group by ${key} having count(*) > 1) as d`,
          },
        ]),
    ...(never.length === 0
      ? []
      : [rows('never_null', 'fail', never.map((column) => `${column.name} is null`).join(' or '))]),
    ...relation.checks.map((check) => rows(check.name, check.severity, check.no_row_where)),
  ];
}

/** Several checks as one statement, which answers `check_name` and `failures` of each: an engine far away is asked once. */
export function runAllChecks(checks: readonly { name: string; sql: string }[]): string {
  return checks
    .map(({ name, sql }) => `select ${quoted(name)} as check_name, failures from (\n${sql}\n) as checked`)
    .join('\nunion all\n');
}

/** Adds rows to a ledger that the runner itself keeps; makes the ledger where it is missing. */
export function appendRows(relation: Relation, rows: readonly SeedRow[], engine: Engine): string[] {
  const columns = relation.columns.map((column) => `${column.name} ${typeName(column.type, engine)}`).join(', ');
  const create = `create table if not exists ${relation.name} (${columns})`;
  if (rows.length === 0) return [create];
  return [create, `insert into ${relation.name} ${selectRows(relation, rows, engine)}`];
}

/** Takes out what a run wrote into a ledger. */
export function deleteOfRun(ledger: Relation, runId: string): string {
  return `delete from ${ledger.name} where run_id = ${quoted(runId)}`;
}

/** Adds a documented column to a relation that was made before it was. */
export function addColumn(relation: Relation, column: Column, engine: Engine): string {
  return `alter table ${relation.name} add column ${column.name} ${typeName(column.type, engine)}`;
}

/** Adds the rows of an `append` model whose key the table does not have yet; makes the table where it is missing. */
export function appendNew(relation: Relation, engine: Engine): string[] {
  return [appendRows(relation, [], engine)[0] ?? '', insertRows(relation, selectAbsent(relation, relation.sql ?? ''))];
}

/** The rows of a select whose key a relation does not have yet. */
export function selectAbsent(relation: Relation, select: string): string {
  const names = relation.columns.map((column) => `new.${column.name}`).join(', ');
  const match = relation.key.map((column) => `old.${column} = new.${column}`).join(' and ');
  return `select ${names}\nfrom (\n${select}\n) as new\nleft join ${relation.name} as old on ${match}\nwhere old.${relation.key[0]} is null`;
}

export function insertRows(relation: Relation, select: string): string {
  return `insert into ${relation.name} (${relation.columns.map((column) => column.name).join(', ')})\n${select}`;
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

/** What a refresh counts for its summary: events in the tables as they stand. */
export const COUNT_EVENTS = 'select count(*) as events from event_bodies where body_rank = 1';

export const COUNT_CONFLICTS = 'select count(*) as conflicts from event_conflicts';

export const STAGE_MODELS_BUILT = 'select model, model_version, definition_hash from stage_models';

/** The stage models that published refreshes have built: known_models of the latest. */
export const KNOWN_MODELS = 'select stage_models from refreshes order by started_at desc limit 1';

/** What must be told, in the order in which each customer's changes belong. */
export const UNPUBLISHED_NOTICES = 'select * from stage_notices order by customer_id, model, sequence';

export const LAST_REFRESH = 'select run_id, as_of, event_conflicts from refreshes order by started_at desc limit 1';

/** The last refresh that brought all tables to one instant. */
export const LAST_WHOLE_REFRESH =
  "select run_id, as_of from refreshes where mode in ('full', 'incremental') order by started_at desc limit 1";

/** What the last refresh did with each model. */
export const LAST_MODEL_RUNS =
  'select model, kind, how, cpu_seconds, input_rows, rows_written, row_count from model_runs where run_id = (select max(run_id) from refreshes) order by cpu_seconds desc';

/** The hash that each relation was last built by, in refreshes of all tables. */
export const TEXT_HASHES = `select m.model, max_by(m.text_hash, m.started_at) as text_hash
from model_runs as m
join refreshes as r on r.run_id = m.run_id
where r.mode in ('full', 'incremental')
group by m.model`;

export const LANDED_OBJECTS = 'select path, relation from landed_objects';

/** Whether time alone changes customers' tables between two instants: events whose time comes, quiet deadlines that pass. */
export function countDue(from: string, to: string, engine: Engine): string {
  const [after, until] = [from, to].map((instant) => literal(instant, 'timestamp(6)', engine));
  const deadline = "date_add('day', q.after_days, g.active_at)";
  return `select
    (select count(*) from event_bodies where body_rank = 1 and occurred_at > ${after} and occurred_at <= ${until}) as events,
    (select count(*) from activity_gaps as g cross join (select distinct after_days from quiet_rules) as q
        where g.next_active_at is null and ${deadline} > ${after} and ${deadline} <= ${until}) as deadlines`;
}

/** Answers a row where the schema has that table or view. */
export function hasTable(name: string, schema: string): string {
  return `select table_name from information_schema.tables where table_schema = ${quoted(schema)} and table_name = ${quoted(name)}`;
}

export function createSchema(schema: string): string {
  return `create schema if not exists ${schema}`;
}

/** Makes the schema of the warehouse and lets unqualified names mean it. */
export function useSchema(schema: string): string[] {
  return [createSchema(schema), `use ${schema}`];
}

/** Settings under which anybody's query may run: the schema as default, no files, no network, no way back. */
export function useSchemaReadOnly(schema: string): string[] {
  return [`use ${schema}`, 'set enable_external_access = false', 'set lock_configuration = true'];
}
