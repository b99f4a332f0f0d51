import { ask } from '../lib/bus/ask.ts';
import { backoffMs, type Retry } from '../lib/bus/backoff.ts';
import type { Bus, Envelope, Outcome } from '../lib/bus/bus.ts';

export type Refused = Extract<Outcome, { ok: false }>;
/** What became of a page: ids that the bus took, and the others' last outcomes. */
export type Sent = { taken: Set<string>; refused: Refused[] };

/** Sends notices, and those that failed and may succeed again and again, up to the attempts. Never throws. */
export async function send(bus: Bus, notices: readonly Envelope[], retry: Retry): Promise<Sent> {
  const taken = new Set<string>();
  const refused: Refused[] = [];
  let open = notices;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    if (attempt > 1) await retry.sleep(backoffMs(attempt - 1, retry));
    const again = new Set<string>();
    for (const outcome of await ask(bus, open)) {
      if (outcome.ok) taken.add(outcome.id);
      else if (outcome.isRetryable && attempt < retry.attempts) again.add(outcome.id);
      else refused.push(outcome);
    }
    open = open.filter(({ id }) => again.has(id));
  }
  return { taken, refused };
}
