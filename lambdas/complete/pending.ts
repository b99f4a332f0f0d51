import { z } from 'zod';
import type { ObjectName } from '../lib/vendors/vendor-api.ts';

/** An object of a vendor's that landed events name and leave to its read API. */
export interface Pending {
  provider: string;
  object: ObjectName;
  /** Of the events that wait for it. */
  eventIds: string[];
}

const lineSchema = z.object({
  event_id: z.string(),
  provider: z.string(),
  context: z.object({ needs_refetch: z.literal(true), object: z.object({ type: z.string(), id: z.string() }) }),
});

/** How such an event is written in a landed line, so that others need not be parsed. */
const MARK = '"needs_refetch":true';

/** Adds what the lines of a landed object leave to be asked for, but for events that are `done`. Pure but for `pending`. */
export function addPending(bytes: Buffer, done: ReadonlySet<string>, pending: Map<string, Pending>): void {
  if (!bytes.includes(MARK)) return;
  for (const line of bytes
    .toString()
    .split('\n')
    .filter((each) => each.includes(MARK))) {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    if (parsed.success && !done.has(parsed.data.event_id)) add(parsed.data, pending);
  }
}

function add(
  { event_id, provider, context: { object } }: z.output<typeof lineSchema>,
  pending: Map<string, Pending>,
): void {
  const key = JSON.stringify([provider, object.type, object.id]);
  const known = pending.get(key);
  if (known === undefined) pending.set(key, { provider, object, eventIds: [event_id] });
  // a delivery that came twice landed twice
  else if (!known.eventIds.includes(event_id)) known.eventIds.push(event_id);
}
