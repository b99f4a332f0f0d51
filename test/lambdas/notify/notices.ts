import { createHash } from 'node:crypto';
import type { StageChanged } from '../../../schemas/notices/stage-changed.ts';

/** A notice of a customer: the id follows from customer, model and sequence. */
export function notice(customer: string, sequence: number, model = 'five_stage'): StageChanged {
  return {
    metadata: {
      event_id: createHash('sha256').update(`${model}|${customer}|${sequence}`).digest('hex'),
      kind: 'entered',
      schema_version: 1,
      sequence,
      run_id: 'run_1',
      detected_at: '2026-03-01T00:00:00.000Z',
    },
    data: {
      customer_id: customer,
      account_id: null,
      model,
      model_version: 1,
      from: null,
      to: 'purchase',
      cycle: 1,
      entry_seq: sequence,
      occurred_at: '2026-02-28T12:00:00.000Z',
      previous_occurred_at: null,
      cause_event_id: 'e1',
      merged_into: null,
      seconds_in_from: null,
      skipped_stages: [],
      rfm_segment: null,
      consent: { is_contactable: true },
      messages_last_7_days: 0,
    },
  };
}

/** Notices of several customers, `lengths[i]` of the i-th. */
export function notices(...lengths: number[]): StageChanged[] {
  return lengths.flatMap((length, customer) =>
    Array.from({ length }, (_, index) => notice(`c_${customer}`, index + 1)),
  );
}

export const idOf = ({ metadata }: StageChanged) => metadata.event_id;
