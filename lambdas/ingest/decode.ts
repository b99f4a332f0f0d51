import { isUtf8 } from 'node:buffer';
import type { Reason } from '../../schemas/event.ts';
import { messageOf } from '../lib/errors.ts';
import { findUnfit } from './unfit.ts';

export type Decoded = { ok: true; value: unknown } | { ok: false; reason: Reason };

/** The JSON value of a message's bytes, or why it has none that every reader after us would read alike. */
export function decodeMessageBytes(bytes: Uint8Array): Decoded {
  if (!isUtf8(bytes)) return refuse('invalid_utf8', 'the bytes are not UTF-8. Send JSON in UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const reason = findUnfit(parsed.value, text.includes('\\u'));
  return reason === null ? parsed : { ok: false, reason };
}

function parseJson(text: string): Decoded {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return refuse('malformed_json', messageOf(error));
  }
}

function refuse(code: string, message: string): Decoded {
  return { ok: false, reason: { code, path: '$', message } };
}
