import { REFRESHED, type Refreshed } from '../../schemas/notices/refreshed.ts';
import type { Envelope } from '../lib/bus/bus.ts';

/** The notice that a refresh's tables are ready, as a bus takes it; `at` is when they were. One id for each run, however often it is told. */
export function toRefreshedEnvelope(data: Refreshed['data'], at: string): Envelope {
  const id = `refreshed_${data.run_id}`;
  const detail: Refreshed = { metadata: { event_id: id, schema_version: 1 }, data };
  return { detailType: REFRESHED, detail, id, at };
}
