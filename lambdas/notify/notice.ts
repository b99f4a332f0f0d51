import { STAGE_CHANGED, type StageChanged, stageChanged } from '../../schemas/notices/stage-changed.ts';
import type { Envelope } from '../lib/bus/bus.ts';
import { Fault } from '../lib/errors.ts';
import type { Row } from '../lib/warehouse/warehouse.ts';

/**
 * The `detail` of the notice that a row of `stage_notices` stands for.
 * Throws a `Fault` naming the change and its columns when the row is no such thing: the model's checks should have stopped it.
 */
export function toNotice(row: Row): StageChanged {
  const result = stageChanged.safeParse({ metadata: metadataOf(row), data: dataOf(row) });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Fault(`[notify] the row ${row.change_id} of stage_notices makes no notice: ${problems.join('; ')}`);
}

function metadataOf(row: Row): Record<string, unknown> {
  return {
    event_id: row.change_id,
    kind: row.kind,
    schema_version: 1,
    sequence: number(row.sequence),
    run_id: row.run_id,
    detected_at: row.detected_at,
  };
}

function dataOf(row: Row): Record<string, unknown> {
  return {
    customer_id: row.customer_id,
    account_id: row.account_id,
    model: row.model,
    model_version: row.model_version,
    from: row.from_stage,
    to: row.to_stage,
    cycle: number(row.cycle),
    entry_seq: number(row.entry_seq),
    occurred_at: row.occurred_at,
    previous_occurred_at: row.previous_occurred_at,
    cause_event_id: row.cause_event_id,
    merged_into: row.merged_into,
    seconds_in_from: number(row.seconds_in_from),
    skipped_stages: row.skipped_stages ?? [],
    rfm_segment: row.rfm_segment,
    consent: row.is_contactable === null ? null : { is_contactable: row.is_contactable },
    messages_last_7_days: number(row.messages_last_7_days),
  };
}

/** A bigint of the warehouse where it is one; the schema refuses what JSON could not keep exact. */
function number(value: Row[string] | undefined): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A notice as a bus takes it. */
export function toEnvelope(notice: StageChanged): Envelope {
  const { event_id, detected_at } = notice.metadata;
  return { detailType: STAGE_CHANGED, detail: notice, id: event_id, at: detected_at };
}
