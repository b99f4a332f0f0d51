import { isUtf8 } from 'node:buffer';
import type { Reason } from '../../schemas/event.ts';
import { messageOf } from '../lib/errors.ts';

export type Decoded =
  /** `hasEscapes`: whether the text had a `\u`, which may bring in characters that UTF-8 cannot. */
  { ok: true; value: unknown; hasEscapes: boolean } | { ok: false; reason: Reason };

/** The JSON value of a message's bytes, or why it has none. */
export function decodeMessageBytes(bytes: Uint8Array): Decoded {
  if (!isUtf8(bytes)) return refuse('invalid_utf8', 'the bytes are not UTF-8. Send JSON in UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  try {
    return { ok: true, value: JSON.parse(text), hasEscapes: text.includes('\\u') };
  } catch (error) {
    return refuse('malformed_json', messageOf(error));
  }
}

function refuse(code: string, message: string): Decoded {
  return { ok: false, reason: { code, path: '$', message } };
}
