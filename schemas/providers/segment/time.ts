import { isInstant, toUtc } from '../../instant.ts';

export interface Clocks {
  /** When it happened, by the sender's clock: in what RudderStack's SDKs send, and in what Segment forwards. */
  originalTimestamp?: unknown;
  /** The same, as Segment's SDKs send it. Beside another `originalTimestamp` it is the time that counts already. */
  timestamp?: unknown;
  /** When it was sent, by the same clock. */
  sentAt?: unknown;
  /** When it was received, by a clock that is right. */
  receivedAt: string;
  /** Whether `receivedAt` is the first receiver's and not ours: then no network lies between the two clocks. */
  isForwarded: boolean;
}

/**
 * Up to here a difference between `sentAt` and `receivedAt` may be the network's and not the clock's: adding it to the
 * time that an SDK wrote would make a right clock wrong, and give each delivery of one event another time.
 */
const TOLERANCE_MS = 60_000;

/**
 * When it happened, corrected by what the sender's clock is wrong: receivedAt - (sentAt - originalTimestamp). Without a
 * usable `sentAt` the sender's time stands, without any time it is `receivedAt`. Where both times are given and differ,
 * `timestamp` stands: Segment forwards the corrected one there, RudderStack's SDKs the caller's own. ISO, UTC.
 */
export function occurredAt({ originalTimestamp, timestamp, sentAt, receivedAt, isForwarded }: Clocks): string {
  if (isTime(originalTimestamp) && isTime(timestamp) && !isSame(originalTimestamp, timestamp)) return toUtc(timestamp);
  const original = isTime(originalTimestamp) ? originalTimestamp : timestamp;
  if (!isTime(original)) return receivedAt;
  if (!isTime(sentAt)) return toUtc(original);
  const skew = Date.parse(receivedAt) - Date.parse(toUtc(sentAt));
  const isExact = isForwarded && isTime(originalTimestamp);
  const isRight = !isExact && Math.abs(skew) <= TOLERANCE_MS;
  return isRight ? toUtc(original) : new Date(Date.parse(toUtc(original)) + skew).toISOString();
}

/** Whether two texts name one instant. */
function isSame(a: string, b: string): boolean {
  return toUtc(a) === toUtc(b);
}

/** Whether a value is a text that names an instant. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && isInstant(value);
}
