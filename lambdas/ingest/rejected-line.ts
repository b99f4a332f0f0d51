import { isUtf8 } from 'node:buffer';
import type { Reason } from '../../schemas/event.ts';

const MESSAGE_LIMIT = 500;

interface CameIn {
  receivedAt: string;
  endpoint: string;
  /** What is needed to read the bytes again. */
  headers?: Readonly<Record<string, string>>;
}

/** The line that keeps a rejected message: its bytes as they came (base64 where they are not UTF-8), why, when and where. */
export function rejectedLine(bytes: Uint8Array, reason: Reason, at: CameIn): string {
  const encoding = isUtf8(bytes) ? 'utf-8' : 'base64';
  return JSON.stringify({
    reason: readable(reason),
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding),
    encoding,
    received_at: at.receivedAt,
    endpoint: at.endpoint,
    ...(at.headers === undefined ? {} : { headers: at.headers }),
  });
}

/** A reason may quote what it found: cut to a length, and no half characters, which engines refuse to read. */
export function readable({ code, path, message }: Reason): Reason {
  return { code, path: wholeCharacters(path), message: wholeCharacters(message.slice(0, MESSAGE_LIMIT)) };
}

function wholeCharacters(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
