import { Signature } from '@hubspot/api-client';
import { describe, expect, test } from 'vitest';
import { provider as hubspot } from '../../schemas/providers/hubspot.ts';
import type { SignedRequest } from '../../schemas/providers/provider.ts';

import { faultsOf } from '../support/faults.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const FIVE_MINUTES = 300_000;
const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const URL = 'https://events.example.com/webhooks/hubspot';
const BODY = '[{"eventId":1,"subscriptionType":"contact.creation","objectId":123}]';
const STAMP = 'x-hubspot-request-timestamp';
const SIGNED = 'x-hubspot-signature-v3';

type Given = { secret?: string; at?: number; body?: string; url?: string; method?: string };

/** As HubSpot's own library signs; `url` as HubSpot signs it, its escapes undone. */
function sign({ secret = SECRET, at = NOW, body = BODY, url = URL, method = 'POST' }: Given = {}): string {
  const options = { clientSecret: secret, requestBody: body, url, timestamp: at };
  return Signature.getSignature(method, 'v3', { ...options, signature: '' });
}

function request(given: Given = {}, more: Partial<SignedRequest> = {}): SignedRequest {
  const { at = NOW, body = BODY, url = URL, method = 'POST' } = given;
  return { method, url, headers: { [SIGNED]: sign(given), [STAMP]: String(at) }, body: Buffer.from(body), ...more };
}

const fault = faultsOf(hubspot, SECRET, NOW);

describe("a request that HubSpot's library calls valid", () => {
  test('is taken', () => {
    const at = Date.now();
    const signature = sign({ at });
    const signed = { method: 'POST', url: URL, requestBody: BODY, timestamp: at, clientSecret: SECRET, signature };
    expect(Signature.isValid({ ...signed, signatureVersion: 'v3' })).toBe(true);
    expect(fault(request({ at }), [SECRET], at)).toBeNull();
  });

  test.each([
    ['with an umlaut', '[{"propertyValue":"Jörg"}]'],
    ['with CRLF', '[\r\n{}\r\n]'],
    ['that is empty', ''],
  ])('is taken with a body %s', (_, body) => {
    expect(fault(request({ body }))).toBeNull();
  });

  test('is taken with either secret while one is rolled', () => {
    expect(fault(request(), ['a new secret', SECRET])).toBeNull();
    expect(fault(request(), [SECRET, 'an old secret'])).toBeNull();
  });
});

describe('the address', () => {
  test.each([
    ['the escapes of the list are undone', '?q=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B', "?q=:/?@!$'()*,;"],
    ['whatever their case', '?q=%3a%2f', '?q=:/'],
    ['once only', '?q=%253A', '?q=%253A'],
    ['other escapes stay', '?q=%20%26%3D%25%C3%B6', '?q=%20%26%3D%25%C3%B6'],
    ['what is no escape stays', '?q=%ZZ%3', '?q=%ZZ%3'],
  ])('%s', (_, called, signed) => {
    const headers = { [SIGNED]: sign({ url: URL + signed }), [STAMP]: String(NOW) };
    expect(fault(request({}, { url: URL + called, headers }))).toBeNull();
  });

  test.each([
    ['another scheme', 'http://events.example.com/webhooks/hubspot'],
    ['another host', 'https://events.example.org/webhooks/hubspot'],
    ['another path', `${URL}/`],
    ['a query', `${URL}?a=1`],
  ])('%s is another request', (_, url) => {
    expect(fault(request({}, { url }))).toBe('wrong');
  });

  test('the method is signed', () => expect(fault(request({}, { method: 'PUT' }))).toBe('wrong'));
});

describe('the time', () => {
  test.each([
    ['five minutes ago', -FIVE_MINUTES, null],
    ['a millisecond more', -FIVE_MINUTES - 1, 'stale'],
    ['in five minutes', FIVE_MINUTES, null],
    ['in a millisecond more', FIVE_MINUTES + 1, 'stale'],
    ['in seconds instead of milliseconds', NOW / 1000 - NOW, 'stale'],
  ])('%s', (_, offset, expected) => {
    expect(fault(request({ at: NOW + offset }))).toBe(expected);
  });

  test('that was not signed does not count', () => {
    const old = request({ at: NOW - FIVE_MINUTES - 1 });
    expect(fault({ ...old, headers: { ...old.headers, [STAMP]: String(NOW) } })).toBe('wrong');
  });
});

describe('what is not as it was signed is refused', () => {
  test('every bit of the body and of the signature', () => {
    for (const body of flips(Buffer.from(BODY))) expect(fault(request({}, { body }))).toBe('wrong');
    for (const flipped of flips(Buffer.from(sign()))) {
      const headers = { [SIGNED]: flipped.toString('latin1'), [STAMP]: String(NOW) };
      expect(fault(request({}, { headers }))).toBe('wrong');
    }
  });

  test.each([
    ['another secret', ['another']],
    ['no secret', []],
    ['an empty secret', ['']],
  ])('%s', (_, secrets) => {
    expect(fault(request(), secrets)).toBe('wrong');
    expect(fault(request({ secret: '' }), [''])).toBe('wrong');
  });

  test.each([
    ['no header', {}, 'missing'],
    ['no time', { [SIGNED]: sign() }, 'missing'],
    ['no signature', { [STAMP]: String(NOW) }, 'missing'],
    ['a time that is no number', { [SIGNED]: sign(), [STAMP]: '2026-03-01T12:00:00Z' }, 'missing'],
    ['two times joined', { [SIGNED]: sign(), [STAMP]: `${NOW}, ${NOW}` }, 'missing'],
    ['a negative time', { [SIGNED]: sign(), [STAMP]: `-${NOW}` }, 'missing'],
    ['a time beyond all clocks', { [SIGNED]: sign(), [STAMP]: '9'.repeat(400) }, 'missing'],
    ['an empty signature', { [SIGNED]: '', [STAMP]: String(NOW) }, 'wrong'],
    ['two signatures joined', { [SIGNED]: `${sign()}, ${sign()}`, [STAMP]: String(NOW) }, 'wrong'],
    ['a signature of version 1', { 'x-hubspot-signature': sign(), [STAMP]: String(NOW) }, 'missing'],
  ])('%s', (_, headers, expected) => {
    expect(fault(request({}, { headers }))).toBe(expected);
  });
});

function flips(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return flipped;
  });
}
