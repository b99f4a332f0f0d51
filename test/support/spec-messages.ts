import { readdirSync, readFileSync } from 'node:fs';
import type { SegmentType } from '../../schemas/providers/segment.ts';

export type Fields = Record<string, unknown>;

/** One call of an SDK as Segment's spec describes it, and where each of its values has its place in `events`. */
export interface SpecMessage {
  call: SegmentType;
  /** What the caller gives, by the names of Segment's API. */
  sent: Fields;
  /** What of the event is not the caller's own id, time or context. */
  lands: Fields & { source: string; event_name: string; properties: Fields };
}

const FOLDER = new URL('../fixtures/segment/spec/', import.meta.url);

/** Every message of fixtures/segment/spec, whose files name the page of the spec that they follow. */
export function specMessages(): SpecMessage[] {
  return readdirSync(FOLDER).flatMap((file) => {
    const { messages } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { messages: Fields[] };
    return messages.map(({ call, lands, ...sent }) => ({ call, sent, lands }) as SpecMessage);
  });
}
