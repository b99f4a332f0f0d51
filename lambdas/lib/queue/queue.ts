import type { Place } from '../lake/place.ts';

/** Lines on their way from the door to their place in the lake. */
export interface QueueMessage extends Place {
  /** NDJSON, every line ended by a newline. */
  lines: Uint8Array;
}

/** Between the door and landing. One adapter, one file; `test/contracts/queue.ts` is the suite each of them passes. */
export interface Queue {
  /** Durable when it resolves; throws a `Fault` when that is not certain, and then the sender sends again. */
  send(message: QueueMessage): Promise<void>;
}
