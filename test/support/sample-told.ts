import type { SampleEvent } from '../../infra/local/sample/tale.ts';
import { parsePayload, providerOf } from '../../schemas/providers.ts';

const NOW = '2030-01-01T00:00:00.000Z';

/** The names of the events that land of one thing in the story: a vendor's message may tell of several. Throws where it is rejected. */
export function toldBy({ at, door, body, payload }: SampleEvent): string[] {
  if (payload === undefined) return [String(body.event_name ?? body.event ?? body.type)];
  const provider = providerOf(door.replace('/webhooks/', ''));
  if (provider === undefined) throw new Error(`there is no vendor behind ${door}`);
  const parsed = parsePayload(provider, payload(at), { now: NOW, receivedAt: NOW, headers: {} });
  if (!parsed.ok) throw new Error(`${body.event_name}: ${parsed.reason.path} ${parsed.reason.message}`);
  return parsed.events.map(({ event }) => event.event_name);
}
