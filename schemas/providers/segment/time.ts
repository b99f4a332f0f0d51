import { isInstant, toUtc } from '../../instant.ts';

export interface Clocks {
  /** When it happened, by the sender's clock, as Segment forwards it: its clock is always corrected. */
  originalTimestamp?: unknown;
  /** The same, as SDKs send it; what Segment forwards under this name is corrected already. */
  timestamp?: unknown;
  /** When it was sent, by the same clock. */
  sentAt?: unknown;
  /** When it was received, by a clock that is right. */
  receivedAt: string;
}

/**
 * Up to here a difference between `sentAt` and `receivedAt` may be the network's and not the clock's: adding it to the
 * time that an SDK wrote would make a right clock wrong, and give each delivery of one event another time.
 */
const TOLERANCE_MS = 60_000;

/**
 * When it happened, corrected by what the sender's clock is wrong: receivedAt - (sentAt - originalTimestamp). Without a
 * usable `sentAt` the sender's time stands, without any time it is `receivedAt`. ISO, UTC; the times are to be instants.
 */
export function occurredAt({ originalTimestamp, timestamp, sentAt, receivedAt }: Clocks): string {
  const original = originalTimestamp ?? timestamp;
  if (!isTime(original)) return receivedAt;
  if (!isTime(sentAt)) return toUtc(original);
  const skew = Date.parse(receivedAt) - Date.parse(toUtc(sentAt));
  const isRight = !isTime(originalTimestamp) && Math.abs(skew) <= TOLERANCE_MS;
  return isRight ? toUtc(original) : new Date(Date.parse(toUtc(original)) + skew).toISOString();
}

/** Whether a value is a text that names an instant. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && isInstant(value);
}
