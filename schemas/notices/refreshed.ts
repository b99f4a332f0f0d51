import { z } from 'zod';
import { count, instant, noticeId } from './notice.ts';

export const REFRESHED = 'Lifecycle Refreshed';

/** `detail` of a "Lifecycle Refreshed" notice: the tables are ready, so an extract may start. `tables` maps a table's name to its rows. */
export const refreshed = z.object({
  metadata: z.object({ event_id: noticeId, schema_version: z.literal(1) }),
  data: z.object({
    run_id: z.string(),
    as_of: instant.describe('The instant that the tables speak of'),
    tables: z.record(z.string(), count).describe('Rows by table'),
  }),
});

export type Refreshed = z.infer<typeof refreshed>;
