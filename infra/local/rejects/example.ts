import type { Reject } from '../replay/reject.ts';
import { cell } from '../terminal.ts';

/** One reject, to look at. */
export interface Example {
  received_at: string;
  is_replayed: boolean;
  /** JSON path within the message, and the sentence that its sender was told. */
  path: string;
  message: string;
  /** The beginning of what was sent, as text that steers no terminal; the lake holds all of it. */
  bytes: string;
  /** Of all that was kept, in bytes. */
  size: number;
}

/** Enough to recognise a message, and two lines of a terminal. */
const SHOWN_CHARACTERS = 160;
const READ_BYTES = 8 * SHOWN_CHARACTERS;

/** A reject as it is shown. */
export function toExample(reject: Reject & { isReplayed: boolean }): Example {
  const { receivedAt, isReplayed, path, message, bytes } = reject;
  return {
    ...{ received_at: receivedAt, is_replayed: isReplayed, path: cell(path), message: cell(message) },
    ...{ bytes: beginningOf(bytes), size: bytes.length },
  };
}

/** White space in a row is one space; what is cut ends in an ellipsis, and no character is cut in two. */
function beginningOf(bytes: Uint8Array): string {
  const text = withoutKeys(Buffer.from(bytes.subarray(0, READ_BYTES)).toString());
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  const isWhole = characters.length <= SHOWN_CHARACTERS && bytes.length <= READ_BYTES;
  return cell(isWhole ? line : `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`);
}

/** SDKs put the write key beside what they send; a terminal, and the log that it is copied to, is no place for it. */
function withoutKeys(text: string): string {
  return text.replace(/("writeKey"\s*:\s*")[^"]*/g, '$1…');
}
