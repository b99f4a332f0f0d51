import type { Source } from '../../schemas/event.ts';
import { type Provider, parsePayload } from '../../schemas/providers.ts';
import type { ReadPayload } from './judge.ts';
import { WEBHOOK_LIMIT_BYTES } from './limits.ts';
import { type Body, boundMessages, inflateBody } from './read-body.ts';
import { splitBody, withoutByteOrderMark } from './split.ts';
import { trimSpace } from './trim-space.ts';

/** Where what vendors send and nobody can read is kept: most of it is of sales. */
export const VENDORS_SOURCE: Source = 'sales';

/** The payloads of a webhook's body, each by its own bytes, inflated no further than the limit. */
export function readWebhookBody(bytes: Uint8Array, contentEncoding: string, { carries }: Provider): Body {
  const inflated = inflateBody(bytes, contentEncoding, WEBHOOK_LIMIT_BYTES);
  if (!inflated.ok) return inflated;
  if (carries === 'many') return boundMessages(splitBody(inflated.bytes));
  return { ok: true, messages: [trimSpace(withoutByteOrderMark(inflated.bytes))] };
}

/** How a payload of a provider becomes events; `currency` (ISO 4217) is what amounts are in that name none. Pure. */
export function payloadReader(provider: Provider, currency?: string): ReadPayload {
  const more = currency === undefined ? {} : { currency };
  return (value, at) => {
    const parsed = parsePayload(provider, value, { ...at, ...more, headers: at.headers ?? {} });
    if (!parsed.ok) return parsed;
    return parsed.events.map(({ event, sent }) => ({ ok: true as const, event, sent, body: sent }));
  };
}
