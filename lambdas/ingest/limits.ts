/** One event as sent, without the white space around it: 32 KB as Segment counts them. Exactly this many bytes is accepted. */
export const EVENT_LIMIT_BYTES = 32 * 1024;

/** One body, inflated: Segment's 500 KB, with KB = 1,024 as for the event, so 512,000 and not 500,000. */
export const BATCH_LIMIT_BYTES = 500 * 1024;

/** One webhook, inflated: the vendors' own payloads, of which an order with many lines is the largest. */
export const WEBHOOK_LIMIT_BYTES = 1024 * 1024;

/** The smallest event that can be accepted takes some 80 bytes, so this refuses no body of valid ones; it bounds the answer. */
export const BATCH_LIMIT_MESSAGES = 10_000;
