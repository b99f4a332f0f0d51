import type { Log } from '../lib/log.ts';
import type { Queue } from '../lib/queue/queue.ts';
import type { KeyCheck } from './keys.ts';

/** What a door is made of. */
export interface DoorParts {
  queue: Queue;
  isKeyOf: KeyCheck;
  version: string;
  log: Log;
}
