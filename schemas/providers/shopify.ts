import { reason } from '../reason.ts';
import { noPlaceFor, type Provider, type Told } from './provider.ts';
import { checkoutStarted } from './shopify/checkout.ts';
import { customerCreated, customerDeleted, customerUpdated } from './shopify/customer.ts';
import { orderFulfilled } from './shopify/fulfillment.ts';
import { orderCancelled, orderCompleted, orderUpdated } from './shopify/order.ts';
import { customerRedacted, dataRequested, shopRedacted } from './shopify/privacy.ts';
import { orderRefunded } from './shopify/refund.ts';
import { HEADERS, type Topic } from './shopify/webhook.ts';
import type { Signing } from './signing.ts';

/** https://shopify.dev/docs/apps/build/webhooks/verify-deliveries: no time is signed, so that ids alone stop what is sent again. */
const signing: Signing = {
  algorithm: 'sha256',
  encoding: 'base64',
  toleranceSeconds: null,
  read: ({ headers, body }) => {
    const signature = headers['x-shopify-hmac-sha256'];
    return signature === undefined ? null : { signatures: [signature], content: [body], signedAt: null };
  },
};

const TOPICS: ReadonlyMap<string, Topic> = new Map([
  ['customers/create', customerCreated],
  ['customers/update', customerUpdated],
  ['customers/delete', customerDeleted],
  ['checkouts/create', checkoutStarted],
  ['orders/create', orderCompleted],
  ['orders/paid', orderCompleted],
  ['orders/updated', orderUpdated],
  ['orders/cancelled', orderCancelled],
  ['refunds/create', orderRefunded],
  ['fulfillments/create', orderFulfilled],
  ['fulfillments/update', orderFulfilled],
  ['customers/redact', customerRedacted],
  ['customers/data_request', dataRequested],
  ['shop/redact', shopRedacted],
]);

const NO_TOPIC =
  'the header X-Shopify-Topic is missing, and nothing else tells what the payload is. Pass all headers on to this door';

/** https://shopify.dev/docs/api/webhooks: payloads are REST resources, told apart by their topic. */
export const provider: Provider = {
  name: 'shopify',
  signing,
  carries: 'one',
  headers: HEADERS,
  transport: [],
  toEvents: (payload, at): Told => {
    const topic = at.headers['x-shopify-topic'];
    if (topic === undefined) return { ok: false, reason: reason('missing_field', '$', NO_TOPIC) };
    return TOPICS.get(topic)?.(payload, topic, at) ?? noPlaceFor('shopify', topic, '$', [...TOPICS.keys()]);
  },
};
