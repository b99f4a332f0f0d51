import { isAscii, isUtf8 } from 'node:buffer';
import type { Reason } from '../../schemas/event.ts';
import { messageOf } from '../lib/errors.ts';

export type Decoded =
  /** `hasEscapes`: whether the text had a `\u`, which may bring in characters that UTF-8 cannot. */
  { ok: true; value: unknown; hasEscapes: boolean } | { ok: false; reason: Reason };

/** The JSON value of a message's bytes, or why it has none. */
export function decodeMessageBytes(bytes: Uint8Array): Decoded {
  const text = textOf(bytes);
  if (text === null) return refuse('invalid_utf8', 'the bytes are not UTF-8. Send JSON in UTF-8');
  try {
    return { ok: true, value: JSON.parse(text), hasEscapes: text.includes('\\u') };
  } catch (error) {
    return refuse('malformed_json', messageOf(error));
  }
}

/** ASCII is its own Latin-1, which Node copies instead of decoding. Null for what is not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isAscii(bytes)) return buffer.toString('latin1');
  return isUtf8(bytes) ? buffer.toString('utf8') : null;
}

function refuse(code: string, message: string): Decoded {
  return { ok: false, reason: { code, path: '$', message } };
}
