import type { Relation } from './catalog.ts';
import { lakePlace } from './lake-place.ts';
import { createView, quoted } from './statements.ts';

/** The Hive schema that holds the tables over the lake's files; all other tables are Iceberg's. */
const SCHEMA = 'hive.raw';

/** `raw_web` is the table `hive.raw.web`. */
function tableOf(relation: Relation): string {
  return relation.name.replace(/^raw_/, '');
}

/**
 * A table over an external relation's NDJSON files, all columns text; a nested object reads as its JSON text.
 * `lake` is the URI of the lake's root: `file:///...` or `s3://...`.
 */
export function createRawTable(relation: Relation, lake: string): string {
  const { folder, partition } = lakePlace(relation);
  const columns = [...relation.columns.map(({ name }) => name), partition].map((name) => `${name} varchar`);
  return `create table ${SCHEMA}.${tableOf(relation)} (${columns.join(', ')})
with (format = 'OPENX_JSON', external_location = ${quoted(`${lake}/${folder}`)}, partitioned_by = array['${partition}'])`;
}

/** Makes the table see the days that have come, and forget those that have gone, since it was last asked. */
export function syncRawPartitions(relation: Relation): string {
  return `call hive.system.sync_partition_metadata('raw', '${tableOf(relation)}', 'FULL')`;
}

/** The external relation under the name and with the columns that models know. */
export function createRawView(relation: Relation): string {
  const columns = relation.columns.map(({ name }) => name).join(', ');
  return createView(relation.name, `select ${columns} from ${SCHEMA}.${tableOf(relation)}`);
}

/** What must be there before the first raw table. */
export function createRawSchema(): string {
  return `create schema if not exists ${SCHEMA}`;
}

/** Forgets the table; the files stay. */
export function dropRawTable(relation: Relation): string {
  return `drop table if exists ${SCHEMA}.${tableOf(relation)}`;
}
