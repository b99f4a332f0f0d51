import { type HttpAnswer, refusal } from '../lib/http.ts';
import type { Queue } from '../lib/queue/queue.ts';
import { keepUnreadable } from './ingest.ts';
import type { Circumstances } from './judge.ts';
import type { BodyRefusal } from './read-body.ts';

/** Refuses a body; one that could not be read is durable before, because it may still be repaired by hand. */
export async function refuseBody(
  bytes: Uint8Array,
  { status, code, message }: BodyRefusal,
  at: Circumstances,
  queue: Queue,
): Promise<HttpAnswer> {
  if (status === 400) await queue.send(keepUnreadable(bytes, { code, path: '$', message }, at));
  return refusal(status, code, message);
}
