import { messageOf } from '../errors.ts';
import type { Bus, Envelope, Outcome } from './bus.ts';

/**
 * One outcome for each of the notices, in their order, whatever the bus does: answers are matched by id, never by place; what it
 * threw or left out is unknown, and what it answers in two ways is not taken. Never throws.
 */
export async function ask(bus: Bus, notices: readonly Envelope[]): Promise<Outcome[]> {
  const byId = new Map<string, Outcome>();
  for (const answer of await answersOf(bus, notices)) {
    if (byId.get(answer.id)?.ok !== false) byId.set(answer.id, answer);
  }
  return notices.map(({ id }) => byId.get(id) ?? unknown(id, 'the bus said nothing about it'));
}

async function answersOf(bus: Bus, notices: readonly Envelope[]): Promise<Outcome[]> {
  try {
    return await bus.publish(notices);
  } catch (error) {
    return notices.map(({ id }) => unknown(id, messageOf(error)));
  }
}

/** It may have been delivered: sending it again under the same id is safe, not sending it is not. */
function unknown(id: string, reason: string): Outcome {
  return { id, ok: false, reason, isRetryable: true };
}
