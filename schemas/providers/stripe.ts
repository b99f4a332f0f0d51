import { z } from 'zod';
import { noPlaceFor, type Provider, readPayload, type Told } from './provider.ts';
import type { Signing } from './signing.ts';
import { chargeRefunded } from './stripe/charge.ts';
import { checkoutCompleted } from './stripe/checkout.ts';
import { customerCreated, customerDeleted, customerUpdated } from './stripe/customer.ts';
import { AS_MADE, type Kind } from './stripe/event.ts';
import { invoicePaid, invoicePaymentFailed } from './stripe/invoice.ts';
import {
  subscriptionCreated,
  subscriptionDeleted,
  subscriptionNoted,
  subscriptionUpdated,
} from './stripe/subscription.ts';

/** https://docs.stripe.com/webhooks/signature; read as Stripe's own library reads it, but for times to come, which it lets in. */
const signing: Signing = {
  algorithm: 'sha256',
  encoding: 'hex',
  toleranceSeconds: 300,
  read: ({ headers, body }) => {
    const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.split('='));
    const at = parts.findLast(([key]) => key === 't')?.[1];
    if (at === undefined || !/^[1-9]\d{0,11}$/.test(at)) return null;
    const signatures = parts.flatMap(([key, value]) => (key === 'v1' && value !== undefined ? [value] : []));
    return { signatures, content: [`${at}.`, body], signedAt: Number(at) * 1000 };
  },
};

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['customer.created', customerCreated],
  ['customer.updated', customerUpdated],
  ['customer.deleted', customerDeleted],
  ['checkout.session.completed', checkoutCompleted],
  ['checkout.session.async_payment_succeeded', checkoutCompleted],
  ['invoice.paid', invoicePaid],
  ['invoice.payment_failed', invoicePaymentFailed],
  ['charge.refunded', chargeRefunded],
  ['customer.subscription.created', subscriptionCreated],
  ['customer.subscription.updated', subscriptionUpdated],
  ['customer.subscription.deleted', subscriptionDeleted],
  ['customer.subscription.trial_will_end', subscriptionNoted('trial_will_end')],
  ['customer.subscription.paused', subscriptionNoted('paused')],
  ['customer.subscription.resumed', subscriptionNoted('resumed')],
]);

const kindSchema = z.object({ type: z.string(AS_MADE) });

/** https://docs.stripe.com/webhooks: an Event object of any API version from 2020-08-27 on. */
export const provider: Provider = {
  name: 'stripe',
  signing,
  carries: 'one',
  headers: [],
  transport: ['pending_webhooks', 'request'],
  toEvents: (payload): Told => {
    const read = readPayload(kindSchema, payload);
    if (!read.ok) return read;
    const tell = KINDS.get(read.payload.type);
    return tell?.(payload) ?? noPlaceFor('stripe', read.payload.type, '$.type', [...KINDS.keys()]);
  },
};
