import { hash } from 'node:crypto';
import { parseSegment, type SegmentCall } from '../../schemas/providers/segment.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ReadMessage } from './judge.ts';
import type { SegmentBody } from './segment-body.ts';

/** How a message of a call of Segment's API becomes an event; `batch` is what its body says for all messages. Pure. */
export function segmentReader(call: SegmentCall, batch: SegmentBody['batch']): ReadMessage {
  const type = call === 'batch' ? {} : { type: call };
  return (value, at) => {
    // what the batch says of all messages may hold characters that none of them has
    const hasEscapes = at.hasEscapes || batch.context !== undefined || batch.integrations !== undefined;
    return parseSegment(value, { ...at, ...type, hasEscapes, batch, digest });
  };
}

const BATCH_HEADER = 'segment-batch';

/** What a batch says for all its messages, as the rejected ones keep it: a replay reads them as the door did. */
export function keptWithRejects(batch: SegmentBody['batch']): { headers?: Record<string, string> } {
  const said = JSON.stringify(batch);
  return said === '{}' ? {} : { headers: { [BATCH_HEADER]: said } };
}

/** What the batch of a rejected message said, from the headers kept with it; `{}` where it said nothing. */
export function batchOf(headers: Readonly<Record<string, string>> | undefined): SegmentBody['batch'] {
  const said = headers?.[BATCH_HEADER];
  return said === undefined ? {} : (JSON.parse(said) as SegmentBody['batch']);
}

/** Names a message that has no id: sent again it has the same one. */
function digest(value: Readonly<Record<string, unknown>>): string {
  return hash('sha256', canonicalJson(value));
}
