import type { Log } from '../lib/log.ts';
import type { Queue } from '../lib/queue/queue.ts';
import type { Secrets } from '../lib/secrets/secrets.ts';
import type { KeyCheck } from './keys.ts';

/** What a door is made of. */
export interface DoorParts {
  queue: Queue;
  isKeyOf: KeyCheck;
  /** What vendors sign their webhooks with. */
  secrets: Secrets;
  version: string;
  log: Log;
}
