import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { faultOfSignature } from '../../lambdas/ingest/signature.ts';
import type { SignedRequest } from '../../schemas/providers/provider.ts';
import { provider as stripe } from '../../schemas/providers/stripe.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const SECRET = 'whsec_test_secret';
const BODY = '{"id":"evt_1","object":"event"}';

describe('stripe', () => {
  const header = (secret: string, at = NOW / 1000, payload = BODY) =>
    new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret, timestamp: at });
  const request = (signature: string, body = BODY): SignedRequest => ({
    method: 'POST',
    url: 'https://events.example.com/webhooks/stripe',
    headers: { 'stripe-signature': signature },
    body: Buffer.from(body),
  });
  const fault = (asked: SignedRequest, secrets = [SECRET]) =>
    stripe.signing && faultOfSignature(stripe.signing, asked, secrets, NOW);

  test('is taken as its own library signs it', () => {
    expect(fault(request(header(SECRET)))).toBeNull();
  });
});
