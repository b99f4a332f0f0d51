import { gunzipSync } from 'node:zlib';
import { messageOf } from '../lib/errors.ts';
import { BATCH_LIMIT_BYTES, BATCH_LIMIT_MESSAGES } from './limits.ts';
import { splitBody } from './split.ts';

export type Body =
  | { ok: true; messages: Uint8Array[] }
  /** 400: kept as it came; 413 and 415: the sender still has it and must change how it sends. */
  | { ok: false; status: 400 | 413 | 415; code: string; message: string };

/** The messages of a request's body, inflated no further than the limit. */
export function readBody(bytes: Uint8Array, contentEncoding: string): Body {
  const inflated = inflate(bytes, contentEncoding.trim().toLowerCase());
  if (!(inflated instanceof Uint8Array)) return inflated;
  if (inflated.length > BATCH_LIMIT_BYTES) return tooLarge(`${inflated.length} bytes`);
  const split = splitBody(inflated);
  if (!split.ok) return { ok: false, status: 400, code: 'unreadable_body', message: split.problem };
  if (split.messages.length > BATCH_LIMIT_MESSAGES) return tooMany(split.messages.length);
  return split;
}

function inflate(bytes: Uint8Array, encoding: string): Uint8Array | Body {
  if (encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') return unsupported(encoding);
  try {
    return gunzipSync(bytes, { maxOutputLength: BATCH_LIMIT_BYTES });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge('more, inflated');
    return { ok: false, status: 400, code: 'unreadable_gzip', message: messageOf(error) };
  }
}

function tooLarge(found: string): Body {
  const message = `a batch has at most ${BATCH_LIMIT_BYTES} bytes, this has ${found}. Send smaller batches`;
  return { ok: false, status: 413, code: 'batch_too_large', message };
}

function tooMany(found: number): Body {
  const message = `a batch has at most ${BATCH_LIMIT_MESSAGES} messages, this has ${found}. Send smaller batches`;
  return { ok: false, status: 413, code: 'too_many_messages', message };
}

function unsupported(encoding: string): Body {
  const message = `content-encoding ${encoding} is not known here. Use gzip or none`;
  return { ok: false, status: 415, code: 'unsupported_encoding', message };
}
