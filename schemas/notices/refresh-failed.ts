import { z } from 'zod';
import { instant, noticeId } from './notice.ts';

export const REFRESH_FAILED = 'Lifecycle Refresh Failed';

/** `detail` of a "Lifecycle Refresh Failed" notice. Readers go on seeing the tables of the run before. */
export const refreshFailed = z.object({
  metadata: z.object({ event_id: noticeId, schema_version: z.literal(1) }),
  data: z.object({
    run_id: z.string(),
    as_of: instant.describe('The instant that the tables would have spoken of'),
    reason: z.string().max(4096).describe('What was wrong, and what to do about it'),
  }),
});

export type RefreshFailed = z.infer<typeof refreshFailed>;
