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

export const WEBHOOK_SENDERS: readonly WebhookSender[] = [hubspot];
