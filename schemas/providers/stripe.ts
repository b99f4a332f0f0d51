import { z } from 'zod';
import { noPlaceFor, type Provider, readPayload, type Told } from './provider.ts';
import type { Signing } from './signing.ts';

const signing: Signing = {
  algorithm: 'sha256',
  encoding: 'hex',
  toleranceSeconds: 300,
  read: ({ headers, body }) => {
    const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('=', 2));
    const at = parts.find(([key]) => key === 't')?.[1];
    if (at === undefined || !/^\d{1,12}$/.test(at)) return null;
    const signatures = parts.flatMap(([key, value]) => (key === 'v1' && value !== undefined ? [value] : []));
    return { signatures, content: [`${at}.`, body], signedAt: Number(at) * 1000 };
  },
};

const payloadSchema = z.object({ id: z.string(), type: z.string(), created: z.int() });

/** https://docs.stripe.com/webhooks: an Event object. */
export const provider: Provider = {
  name: 'stripe',
  signing,
  carries: 'one',
  headers: [],
  transport: ['pending_webhooks', 'request'],
  toEvents: (payload): Told => {
    const read = readPayload(payloadSchema, payload);
    return read.ok ? noPlaceFor('stripe', read.payload.type, '$.type', []) : read;
  },
};
