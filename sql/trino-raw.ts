import type { Relation } from './catalog.ts';
import { lakePlace } from './lake-place.ts';
import { createTable, createView, quoted } from './statements.ts';

/** Where Trino reads the lake's files: a schema of its Hive connector; all other tables are Iceberg's. */
export type RawSchema = {
  catalog: string;
  schema: string;
  /** The URI of the lake's root: `file:///...` or `s3://...`. */
  lake: string;
};

/** The objects that a run reads, by the table that they lie under: what lands meanwhile belongs to the next. */
const READING = 'objects_read';

/** A statement with more paths than this would be longer than an engine takes. */
const PATHS_A_STATEMENT = 1000;

function tableOf(relation: Relation): string {
  return relation.name.replace(/^raw_/, '');
}

function nameOf(relation: Relation, { catalog, schema }: RawSchema): string {
  return `${catalog}.${schema}.${tableOf(relation)}`;
}

/** What must be there before the first raw table. */
export function createRawSchema({ catalog, schema }: RawSchema): string {
  return `create schema if not exists ${catalog}.${schema}`;
}

/**
 * A table over an external relation's NDJSON files, all columns text; a nested object reads as its JSON text. It is made where it is
 * missing, and one with older columns is made anew: the files stay.
 */
export function createRawTable(relation: Relation, raw: RawSchema): string[] {
  const { folder, partition } = lakePlace(relation);
  const columns = [...relation.columns.map(({ name }) => name), partition].map((name) => `${name} varchar`);
  return [
    `drop table if exists ${nameOf(relation, raw)}`,
    `create table ${nameOf(relation, raw)} (${columns.join(', ')})
with (format = 'OPENX_JSON', external_location = ${quoted(`${raw.lake}/${folder}`)}, partitioned_by = array['${partition}'])`,
  ];
}

/** Makes the table see the days that have come, and forget those that have gone, since it was last asked. */
export function syncRawPartitions(relation: Relation, { catalog, schema }: RawSchema): string {
  return `call ${catalog}.system.sync_partition_metadata(${quoted(schema)}, ${quoted(tableOf(relation))}, 'FULL')`;
}

/** Lists the objects that a run reads: paths below the lake, as `landed_objects` has them, by relation. */
export function listObjectsRead(paths: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const rows = [...paths].flatMap(([relation, those]) =>
    [...those].sort().map((path) => `(${quoted(relation)}, ${quoted(objectOf(path))})`),
  );
  const pages = Array.from({ length: Math.ceil(rows.length / PATHS_A_STATEMENT) }, (_, i) =>
    rows.slice(i * PATHS_A_STATEMENT, (i + 1) * PATHS_A_STATEMENT),
  );
  const empty = "select cast('' as varchar) as relation, cast('' as varchar) as object where false";
  return [createTable(READING, empty), ...pages.map((page) => `insert into ${READING} values\n${page.join(',\n')}`)];
}

/** A day's folder and the name in it: what a path ends in, whatever the engine writes before it. */
function objectOf(path: string): string {
  return path.split('/').slice(-2).join('/');
}

/** The external relation under the name and with the columns that models know: the rows of the objects that this run reads. */
export function createRawView(relation: Relation, raw: RawSchema, paths: ReadonlySet<string>): string {
  const columns = relation.columns.map(({ name }) => name).join(', ');
  const { partition } = lakePlace(relation);
  const days = [...new Set([...paths].map(dayOf))].sort();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return createView(
    relation.name,
    `select ${columns} from ${nameOf(relation, raw)}
where ${partition} >= ${quoted(first)} and ${partition} <= ${quoted(last)}
    and regexp_extract("$path", '[^/]+/[^/]+$') in (select object from ${READING} where relation = ${quoted(relation.name)})`,
  );
}

function dayOf(path: string): string {
  return /=(\d{4}-\d{2}-\d{2})\//.exec(path)?.[1] ?? '';
}
