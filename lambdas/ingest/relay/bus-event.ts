import { PROVIDERS, type Provider } from '../../../schemas/providers.ts';
import { Fault } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import type { Queue } from '../../lib/queue/queue.ts';
import { WEBHOOK_LIMIT_BYTES } from '../limits.ts';
import { takeMessages } from '../take.ts';
import { payloadReader, VENDORS_SOURCE } from '../webhook-body.ts';

/** The part of an event of EventBridge that is read: who sends it, and what. */
export interface BusEvent {
  /** `aws.partner/salesforce.com/...`; with Amazon AppFlow between, `aws.partner/appflow/salesforce.com/...`. */
  source: string;
  detail: unknown;
}

export interface RelayParts {
  queue: Queue;
  log: Log;
  /** ISO-4217: what amounts are in that name no currency. */
  currency: string;
}

/**
 * Takes one event of a vendor's partner bus, that came at `now` (ISO), as the door takes a webhook: all of it is durable when it resolves,
 * also what was rejected. Throws for a vendor that is not known and where the queue fails: then the bus sends again, and gives up to the
 * dead letters.
 */
export async function takeBusEvent({ source, detail }: BusEvent, now: string, parts: RelayParts): Promise<void> {
  const provider = providerOfBus(source);
  const endpoint = `bus/${provider.name}`;
  const at = {
    ...{ now, receivedAt: now, defaultSource: VENDORS_SOURCE, endpoint, limitBytes: WEBHOOK_LIMIT_BYTES },
    readAll: payloadReader(provider, parts.currency),
  };
  await takeMessages([Buffer.from(JSON.stringify(detail ?? null))], at, parts);
}

function providerOfBus(source: string): Provider {
  const hosts = source.split('/');
  const provider = PROVIDERS.find(({ name }) => hosts.includes(`${name}.com`));
  if (provider !== undefined) return provider;
  throw new Fault(
    `[ingest] [bus] no vendor is known by ${source}. Point the rule at a bus of a vendor of schemas/providers`,
  );
}
