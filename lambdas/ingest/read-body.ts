import { gunzipSync } from 'node:zlib';
import { messageOf } from '../lib/errors.ts';
import type { Split } from './array-spans.ts';
import { BATCH_LIMIT_BYTES, BATCH_LIMIT_MESSAGES } from './limits.ts';
import { splitBody } from './split.ts';

export type Body = { ok: true; messages: Uint8Array[] } | BodyRefusal;

/** 400: kept as it came; 413 and 415: the sender still has it and must change how it sends. */
export type BodyRefusal = { ok: false; status: 400 | 413 | 415; code: string; message: string };

/** The messages of a request's body, inflated no further than the limit. */
export function readBody(bytes: Uint8Array, contentEncoding: string): Body {
  const inflated = inflateBody(bytes, contentEncoding);
  return inflated.ok ? boundMessages(splitBody(inflated.bytes)) : inflated;
}

/** A body as it was before it was compressed, or why it cannot be had within the limit, that of a batch where none is given. */
export function inflateBody(
  bytes: Uint8Array,
  contentEncoding: string,
  limit = BATCH_LIMIT_BYTES,
): { ok: true; bytes: Uint8Array } | BodyRefusal {
  const inflated = inflate(bytes, contentEncoding.trim().toLowerCase(), limit);
  if (!(inflated instanceof Uint8Array)) return inflated;
  return inflated.length > limit ? tooLarge(`${inflated.length} bytes`, limit) : { ok: true, bytes: inflated };
}

/** The messages that a body was split into, or why it is refused: it has no parts, or too many. */
export function boundMessages(split: Split): Body {
  if (!split.ok) return { ok: false, status: 400, code: 'unreadable_body', message: split.problem };
  return split.messages.length > BATCH_LIMIT_MESSAGES ? tooMany(split.messages.length) : split;
}

function inflate(bytes: Uint8Array, encoding: string, limit: number): Uint8Array | BodyRefusal {
  if (encoding === '' || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') return unsupported(encoding);
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge('more, inflated', limit);
    return { ok: false, status: 400, code: 'unreadable_gzip', message: messageOf(error) };
  }
}

function tooLarge(found: string, limit: number): BodyRefusal {
  const message = `a batch has at most ${limit} bytes, this has ${found}. Send smaller batches`;
  return { ok: false, status: 413, code: 'batch_too_large', message };
}

function tooMany(found: number): BodyRefusal {
  const message = `a batch has at most ${BATCH_LIMIT_MESSAGES} messages, this has ${found}. Send smaller batches`;
  return { ok: false, status: 413, code: 'too_many_messages', message };
}

function unsupported(encoding: string): BodyRefusal {
  const message = `content-encoding ${encoding} is not known here. Use gzip or none`;
  return { ok: false, status: 415, code: 'unsupported_encoding', message };
}
