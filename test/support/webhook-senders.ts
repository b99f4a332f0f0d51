import { createHmac } from 'node:crypto';

/** A vendor as the door sees it: how it signs, and what it sends. Another vendor is another row. */
export interface WebhookSender {
  provider: string;
  secret: string;
  /** Of a request to this door; `at` in milliseconds since 1970. */
  sign(request: { url: string; body: Uint8Array; at: number; secret: string }): Record<string, string>;
  /** A body that lands one event. */
  body: string;
  /** What stands between `before` and `after` is as long as it must be, and the body still lands. */
  padded: { before: string; after: string };
}

const hubspot: WebhookSender = {
  provider: 'hubspot',
  secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
  // HubSpot's library signs texts only; that this is the same is shown in webhook-signatures-hubspot.test.ts
  sign: ({ url, body, at, secret }) => ({
    'x-hubspot-signature-v3': createHmac('sha256', secret)
      .update(`POST${url}`)
      .update(body)
      .update(`${at}`)
      .digest('base64'),
    'x-hubspot-request-timestamp': `${at}`,
  }),
  body: '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1772355600000,"subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":123,"propertyName":"email","propertyValue":"ada@alder.example"}]',
  padded: {
    before:
      '[{"eventId":2,"occurredAt":1772355600000,"subscriptionType":"contact.propertyChange","objectId":124,"propertyName":"notes","propertyValue":"',
    after: '"}]',
  },
};

const zendesk: WebhookSender = {
  provider: 'zendesk',
  secret: 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==',
  sign: ({ body, at, secret }) => {
    const time = new Date(at).toISOString();
    const signature = createHmac('sha256', secret).update(time).update(body).digest('base64');
    return { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': time };
  },
  body: '{"type":"zen:event-type:ticket.created","id":"01GX7ZSE6CHQBQ09Z3QKYC2RQA","time":"2026-02-21T10:15:03Z","subject":"zen:ticket:5158","detail":{"id":"5158","requester_id":"8447388090501","status":"NEW"},"event":{}}',
  padded: {
    before:
      '{"type":"zen:event-type:ticket.created","id":"01GX7ZSE6CHQBQ09Z3QKYC2RQB","time":"2026-02-21T10:15:03Z","detail":{"id":"5159","description":"',
    after: '"},"event":{}}',
  },
};

/** No time is signed: a replay is stopped by its id alone. */
const intercom: WebhookSender = {
  provider: 'intercom',
  secret: '1ab2c3d4-0000-4000-8000-0123456789ab',
  sign: ({ body, secret }) => ({
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
  }),
  body: '{"type":"notification_event","topic":"conversation.user.created","id":"notif_3ac27816-d27c-45fd-a65a-bbaf021cf780","created_at":1771668903,"delivery_attempts":1,"data":{"item":{"type":"conversation","id":"215472621202693","state":"open","source":{"author":{"type":"user","id":"6961d4041c1e12de4c5499cc"}}}}}',
  padded: {
    before:
      '{"topic":"conversation.user.created","id":"notif_3ac27816-d27c-45fd-a65a-bbaf021cf781","created_at":1771668903,"data":{"item":{"id":"215472621202694","source":{"body":"',
    after: '"}}}}',
  },
};

/** No time is signed, and the topic stands beside what is signed. */
const shopify: WebhookSender = {
  provider: 'shopify',
  secret: 'hush',
  sign: ({ body, secret }) => ({
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'x-shopify-topic': 'customers/update',
    'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
  }),
  body: '{"id":706405506930370,"updated_at":"2026-02-28T07:00:00-05:00","email":"ana@alder.example","phone":null}',
  padded: {
    before: '{"id":706405506930371,"updated_at":"2026-02-28T07:00:00-05:00","email":"ana@alder.example","note":"',
    after: '"}',
  },
};

const stripe: WebhookSender = {
  provider: 'stripe',
  secret: 'whsec_test_secret',
  // Stripe's library signs texts only; that this is the same is shown in webhook-signatures-stripe.test.ts
  sign: ({ body, at, secret }) => {
    const time = Math.floor(at / 1000);
    const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
    return { 'stripe-signature': `t=${time},v1=${signature}` };
  },
  body: '{"id":"evt_1","object":"event","created":1772280000,"type":"customer.created","data":{"object":{"id":"cus_1","object":"customer","email":"ana@alder.example"}}}',
  padded: {
    before:
      '{"id":"evt_2","created":1772280000,"type":"customer.created","data":{"object":{"id":"cus_2","object":"customer","description":"',
    after: '"}}}',
  },
};

export const WEBHOOK_SENDERS: readonly WebhookSender[] = [hubspot, intercom, shopify, stripe, zendesk];
