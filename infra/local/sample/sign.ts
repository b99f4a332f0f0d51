import { createHmac, randomBytes } from 'node:crypto';
import { iso } from './calendar.ts';

/** The vendors that tell of the sample company. */
export const SAMPLE_VENDORS = ['stripe', 'hubspot', 'zendesk'] as const;
export type SampleVendor = (typeof SAMPLE_VENDORS)[number];
export type WebhookDoor = `/webhooks/${SampleVendor}`;

export type VendorSecrets = Readonly<Record<SampleVendor, string>>;

export function makeVendorSecrets(): VendorSecrets {
  const make = () => randomBytes(24).toString('base64url');
  return { stripe: make(), hubspot: make(), zendesk: make() };
}

/** Signs a body as its vendor does, at `now` (ms since 1970). `url` is the address as the vendor calls it. */
export function signedHeaders(door: WebhookDoor, url: string, body: string, secrets: VendorSecrets, now: number) {
  return SIGN[door](url, body, secrets, now);
}

type Sign = (url: string, body: string, secrets: VendorSecrets, now: number) => Record<string, string>;

const SIGN: Readonly<Record<WebhookDoor, Sign>> = {
  '/webhooks/stripe': (_url, body, { stripe }, now) => {
    const seconds = Math.floor(now / 1000);
    return { 'stripe-signature': `t=${seconds},v1=${hmac(stripe, `${seconds}.${body}`, 'hex')}` };
  },
  '/webhooks/hubspot': (url, body, { hubspot }, now) => ({
    'x-hubspot-signature-v3': hmac(hubspot, `POST${url}${body}${now}`, 'base64'),
    'x-hubspot-request-timestamp': String(now),
  }),
  '/webhooks/zendesk': (_url, body, { zendesk }, now) => ({
    'x-zendesk-webhook-signature': hmac(zendesk, iso(now) + body, 'base64'),
    'x-zendesk-webhook-signature-timestamp': iso(now),
  }),
};

function hmac(secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding);
}
