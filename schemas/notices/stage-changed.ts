import { z } from 'zod';
import { count, instant, ordinal } from './notice.ts';

export const STAGE_CHANGED = 'Customer Stage Changed';

const metadata = z.object({
  event_id: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('The change_id: the same on every delivery and every replay. Keep it, and act once'),
  kind: z
    .enum(['entered', 'corrected', 'retracted'])
    .describe('entered: new. corrected: another time or cause. retracted: what was told is not so'),
  schema_version: z.literal(1),
  sequence: ordinal.describe(
    'Order within the customer and model: 1, 2, ...; one below the last that was acted upon is old news',
  ),
  run_id: z.string().describe('The refresh that found the change'),
  detected_at: instant.describe('When that refresh began'),
});

const data = z.object({
  customer_id: z.string().describe('The customer; customer_redirects follows an id that was renamed'),
  account_id: z.string().nullable().describe('The company that the customer acts for'),
  model: z.string().describe('The stage model'),
  model_version: ordinal,
  from: z.string().nullable().describe('The stage before; null for a first entry'),
  to: z.string().describe('The stage entered'),
  cycle: ordinal.describe('Which round: 1, then one more after every return'),
  entry_seq: ordinal.describe('Which entry of this customer into this stage'),
  occurred_at: instant.describe('When the stage was entered; of a retracted entry, the time that was told'),
  previous_occurred_at: instant.nullable().describe('The time that was told before; null for an entered one'),
  cause_event_id: z.string().nullable().describe('The event that caused it; null where time alone did'),
  merged_into: z.string().nullable().describe('Of a retracted one: the customer that the events belong to now'),
  seconds_in_from: count.nullable().describe('How long the customer stood in the stage before, in seconds'),
  skipped_stages: z.array(z.string()).describe('Stages passed over, in order'),
  rfm_segment: z.string().nullable().describe('Recency, frequency and monetary segment, where known'),
  consent: z
    .object({ is_contactable: z.boolean() })
    .nullable()
    .describe('Whether the customer may be written to; null where the customer is gone'),
  messages_last_7_days: count.describe('Messages sent to the customer in the seven days before the refresh'),
});

/**
 * `detail` of a "Customer Stage Changed" notice. No name, e-mail or phone is in it: a subscriber that needs them asks for the customer.
 * Fields may be added under this version; a breaking change is a version beside it.
 */
export const stageChanged = z.object({ metadata, data });

export type StageChanged = z.infer<typeof stageChanged>;
