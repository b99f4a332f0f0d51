import type { Source } from '../../../schemas/event.ts';
import { PROVIDERS, type Provider } from '../../../schemas/providers.ts';
import { Fault } from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import type { Queue } from '../../lib/queue/queue.ts';
import { ingestBody } from '../ingest.ts';
import { WEBHOOK_LIMIT_BYTES } from '../limits.ts';
import { payloadReader } from '../webhook-body.ts';

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

/** Where what cannot be read is kept: most of what vendors send is of sales. */
const SOURCE: Source = 'sales';

/**
 * Takes one event of a vendor's partner bus, that came at `now` (ISO), as the door takes a webhook: all of it is durable when it resolves,
 * also what was rejected. Throws for a vendor that is not known and where the queue fails: then the bus sends again, and gives up to the
 * dead letters.
 */
export async function takeBusEvent({ source, detail }: BusEvent, now: string, parts: RelayParts): Promise<void> {
  const provider = providerOfBus(source);
  const endpoint = `bus/${provider.name}`;
  const { deliveries, ...counts } = ingestBody([Buffer.from(JSON.stringify(detail ?? null))], {
    ...{ now, receivedAt: now, defaultSource: SOURCE, endpoint, limitBytes: WEBHOOK_LIMIT_BYTES },
    readAll: payloadReader(provider, parts.currency),
  });
  await Promise.all(deliveries.map((delivery) => parts.queue.send(delivery)));
  parts.log.info('ingested', { endpoint, received: counts.received, accepted: counts.accepted });
}

function providerOfBus(source: string): Provider {
  const hosts = source.split('/');
  const provider = PROVIDERS.find(({ name }) => hosts.includes(`${name}.com`));
  if (provider !== undefined) return provider;
  throw new Fault(
    `[ingest] [bus] no vendor is known by ${source}. Point the rule at a bus of a vendor of schemas/providers`,
  );
}
