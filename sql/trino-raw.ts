import type { Relation } from './catalog.ts';
import { createView, quoted } from './statements.ts';

/** The Hive schema that holds the tables over the lake's files; everything else is Iceberg's. */
const RAW = 'hive.raw';
const PARTITION = 'received_date';

/** An external table's name without its prefix: `raw_web` is `hive.raw.web`, over the folder `raw/web`. */
function rawName(relation: Relation): string {
  return relation.name.replace(/^raw_/, '');
}

/**
 * A table over the NDJSON files that landing writes for one external relation, all columns text, partitioned by
 * `received_date`. `location` is the URI of its folder (`file:///.../raw/web`, `s3://.../raw/web`). A nested object
 * reads as its JSON text.
 */
export function createRawTable(relation: Relation, location: string): string {
  const fields = [...relation.columns.map(({ name }) => name), PARTITION].map((name) => `${name} varchar`).join(', ');
  return `create table ${RAW}.${rawName(relation)} (${fields})
with (format = 'OPENX_JSON', external_location = ${quoted(location)}, partitioned_by = array['${PARTITION}'])`;
}

/** Makes the table see the dates that have come, and forget those that have gone, since it was last asked. */
export function syncRawPartitions(relation: Relation): string {
  return `call hive.system.sync_partition_metadata('raw', '${rawName(relation)}', 'FULL')`;
}

/** The external relation under the name and with the columns that models know. */
export function createRawView(relation: Relation): string {
  const columns = relation.columns.map(({ name }) => name).join(', ');
  return createView(relation.name, `select ${columns} from ${RAW}.${rawName(relation)}`);
}

/** What must be there before raw tables are made. */
export function createRawSchema(): string {
  return `create schema if not exists ${RAW}`;
}

export function dropRawTable(relation: Relation): string {
  return `drop table if exists ${RAW}.${rawName(relation)}`;
}
