/** The columns of a raw table, all text: what an event is was settled at the door, and staging gives the types. */
const columns = [
  'event_id',
  'source',
  'provider',
  'event_name',
  'schema_version',
  'occurred_at',
  'received_at',
  'user_id',
  'anonymous_id',
  'email',
  'phone',
  'account_id',
  'crm_id',
  'billing_id',
  'support_id',
  'properties',
  'context',
  'consent',
  'body_sha256',
];

/**
 * An external table over the files that landing writes for one source, partitioned by `received_date`. `location` is a
 * URI (`file:///.../raw/web`, `s3://.../raw/web`). A nested object reads as its JSON text.
 */
export function createRawTable(source: string, location: string): string {
  const fields = [...columns, 'received_date'].map((name) => `${name} varchar`).join(', ');
  const place = location.replaceAll("'", "''");
  return `create table hive.raw.${source} (${fields})
with (format = 'OPENX_JSON', external_location = '${place}', partitioned_by = array['received_date'])`;
}

/** Makes the table see the dates that have come and gone since it was made or last synchronised. */
export function syncRawPartitions(source: string): string {
  return `call hive.system.sync_partition_metadata('raw', '${source}', 'FULL')`;
}
