import { messageOf } from '../errors.ts';
import { type Bus, type Envelope, type Outcome, toJson } from './bus.ts';

/** A bus for people and pipes: one JSON notice a line, in order, to `write` (standard error in the command line). */
export function consoleBus(write: (line: string) => void): Bus {
  return { publish: async (notices) => notices.map((notice) => tell(notice, write)) };
}

function tell(notice: Envelope, write: (line: string) => void): Outcome {
  try {
    write(`${toJson(notice)}\n`);
    return { id: notice.id, ok: true };
  } catch (error) {
    return { id: notice.id, ok: false, reason: messageOf(error), isRetryable: true };
  }
}
