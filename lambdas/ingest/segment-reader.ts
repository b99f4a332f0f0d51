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
    const hasEscapes = at.hasEscapes || batch.context !== undefined;
    return parseSegment(value, { ...at, ...type, hasEscapes, batch, digest });
  };
}

/** Names a message that has no id: sent again it has the same one. */
function digest(value: Readonly<Record<string, unknown>>): string {
  return hash('sha256', canonicalJson(value));
}
