import { gunzipSync } from 'node:zlib';
import { messageOf } from '../lib/errors.ts';
import { gzip } from '../lib/lake/gzip.ts';
import type { Lake } from '../lib/lake/lake.ts';
import { contentKey } from '../lib/lake/place.ts';
import { addPending, type Pending } from './pending.ts';

/** What became of an event that waited: `gone` where the vendor has the object no more. */
export type Done = { event_id: string; outcome: 'completed' | 'rejected' | 'gone' };

const FOLDER = 'completed';

export interface Found {
  pending: Pending[];
  /** Objects that could not be read, each with its reason. A refresh sets them aside as well. */
  unreadable: { path: string; reason: string }[];
}

/** What the events of the lake leave to be asked for, in the order of its objects, but for what is remembered as done. */
export async function findPending(lake: Lake): Promise<Found> {
  const pending = new Map<string, Pending>();
  const unreadable: Found['unreadable'] = [];
  const done = new Set<string>();
  for await (const { text } of readAll(lake, `${FOLDER}/`, unreadable))
    for (const line of text.toString().split('\n')) if (line !== '') done.add((JSON.parse(line) as Done).event_id);
  for await (const { text } of readAll(lake, 'raw/', unreadable)) addPending(text, done, pending);
  return { pending: [...pending.values()], unreadable };
}

/** Remembers what became of events, so that nothing is asked for twice. `date` is the day of the run, `YYYY-MM-DD`. */
export async function remember(lake: Lake, date: string, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return;
  const lines = [...done].sort((one, other) => (one.event_id < other.event_id ? -1 : 1));
  const bytes = gzip(Buffer.from(lines.map((each) => `${JSON.stringify(each)}\n`).join('')));
  await lake.putIfAbsent(contentKey(`${FOLDER}/asked_date=${date}`, bytes), bytes);
}

async function* readAll(lake: Lake, prefix: string, unreadable: Found['unreadable']): AsyncGenerator<{ text: Buffer }> {
  for await (const { key } of lake.list(prefix)) {
    try {
      yield { text: gunzipSync((await lake.get(key)) ?? new Uint8Array()) };
    } catch (error) {
      unreadable.push({ path: key, reason: messageOf(error) });
    }
  }
}
