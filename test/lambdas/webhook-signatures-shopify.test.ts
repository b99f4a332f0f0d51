import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SignedRequest } from '../../schemas/providers/provider.ts';
import { provider as shopify } from '../../schemas/providers/shopify.ts';
import { faultsOf } from '../support/faults.ts';
import { flips } from '../support/flips.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const SECRET = 'hush';
const BODY = '{"id":706405506930370,"email":"ana@alder.example"}';
const SIGNED = 'x-shopify-hmac-sha256';

/** "generated using the app's client secret along with the data sent in the request", base64: shopify.dev, Verify webhook deliveries. */
function sign(body: string | Uint8Array = BODY, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function request(signature: string | undefined, body: string | Uint8Array = BODY): SignedRequest {
  const url = 'https://events.example.com/webhooks/shopify';
  return { method: 'POST', url, headers: { [SIGNED]: signature }, body: Buffer.from(body) };
}

const fault = faultsOf(shopify, SECRET, NOW);

describe('a request that Shopify signed', () => {
  test('has the signature that OpenSSL makes of the same bytes', () => {
    // printf '{"id":706405506930370,"email":"ana@alder.example"}' | openssl dgst -sha256 -hmac hush -binary | base64
    expect(fault(request('+5p4BuBdFXiD0Svj8/NJh3Ao0RT12f4JVf/7DC3iAQs='))).toBeNull();
  });

  test.each([
    ['with an umlaut', '{"name":"Jörg 🦊"}'],
    ['with CRLF', '{\r\n}\r\n'],
    ['that is empty', ''],
    ['that is no text', Buffer.from([0x7b, 0xff, 0x00, 0x7d])],
  ])('is taken with a body %s', (_, body) => {
    expect(fault(request(sign(body), body))).toBeNull();
  });

  test('is taken with either secret while one is rolled', () => {
    expect(fault(request(sign()), ['a new secret', SECRET])).toBeNull();
    expect(fault(request(sign()), [SECRET, 'an old secret'])).toBeNull();
  });

  test('is taken at any time, because none is signed', () => {
    const year = 365 * 24 * 60 * 60 * 1000;
    for (const now of [NOW - year, NOW + year, 0]) expect(fault(request(sign()), [SECRET], now)).toBeNull();
  });
});

describe('what is not as it was signed is refused', () => {
  test('every bit of the body and of the signature', () => {
    for (const body of flips(Buffer.from(BODY))) expect(fault(request(sign(), body))).toBe('wrong');
    for (const flipped of flips(Buffer.from(sign()))) expect(fault(request(flipped.toString('latin1')))).toBe('wrong');
  });

  test.each([
    ['another secret', ['another']],
    ['no secret', []],
    ['an empty secret', ['']],
  ])('%s', (_, secrets) => {
    expect(fault(request(sign()), secrets)).toBe('wrong');
    expect(fault(request(sign(BODY, '')), [''])).toBe('wrong');
  });

  test.each([
    ['no header', undefined, 'missing'],
    ['an empty header', '', 'wrong'],
    ['two headers that a carrier joined', `${sign()}, ${sign()}`, 'wrong'],
    ['hex', createHmac('sha256', SECRET).update(BODY).digest('hex'), 'wrong'],
    ['base64 for addresses', createHmac('sha256', SECRET).update(BODY).digest('base64url'), 'wrong'],
    ['another algorithm', createHmac('sha1', SECRET).update(BODY).digest('base64'), 'wrong'],
    ['text that is no signature', '\u0000é🦊', 'wrong'],
  ])('%s', (_, header, expected) => {
    expect(fault(request(header))).toBe(expected);
  });
});
