import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { provider as intercom } from '../../schemas/providers/intercom.ts';
import type { SignedRequest } from '../../schemas/providers/provider.ts';
import { faultsOf } from '../support/faults.ts';
import { flips } from '../support/flips.ts';

const SECRET = 'client-secret';
const BODY = '{"type":"notification_event","topic":"ping"}';
const SIGNED = 'x-hub-signature';

type Body = string | Buffer;

/**
 * Intercom has no library for this. Its documentation says: an SHA-1 signature of the body by HMAC (RFC 2104) with the app's client_secret,
 * in hexadecimal, after `sha1=`.
 */
function sign(body: Body = BODY, secret = SECRET): string {
  const hmac = createHmac('sha1', secret);
  hmac.update(Buffer.from(body as Buffer));
  return `sha1=${hmac.digest().toString('hex')}`;
}

function request(signature: string | undefined, body: Body = BODY): SignedRequest {
  const url = 'https://events.example.com/webhooks/intercom';
  return { method: 'POST', url, headers: { [SIGNED]: signature }, body: Buffer.from(body as Buffer) };
}

const fault = faultsOf(intercom, SECRET, 0);

describe('a signed request is taken', () => {
  test('as openssl signs', () => {
    // printf '%s' "$BODY" | openssl dgst -sha1 -hmac "$SECRET"
    expect(fault(request('sha1=afd46c2e2b3cd345f03cef349d0d10c6ebe3542a'))).toBeNull();
  });

  test.each([
    ['CRLF', '{\r\n}'],
    ['an umlaut', '{"name":"Jörg"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xe9, 0xff, 0x7d])],
    ['nothing', ''],
  ])('with a body of %s', (_, body) => {
    expect(fault(request(sign(body), body))).toBeNull();
  });

  test('with either secret while one is rolled', () => {
    expect(fault(request(sign()), ['a new secret', SECRET])).toBeNull();
    expect(fault(request(sign()), [SECRET, 'an old secret'])).toBeNull();
  });

  test('at any time, because none is signed', () => {
    for (const now of [0, Date.parse('2026-03-01T12:00:00Z'), Date.parse('2999-01-01T00:00:00Z')])
      expect(fault(request(sign()), [SECRET], now)).toBeNull();
  });
});

describe('what is not as it was signed is refused', () => {
  test('every bit of the body and of the signature', () => {
    for (const body of flips(Buffer.from(BODY))) expect(fault(request(sign(), body))).toBe('wrong');
    for (const flipped of flips(Buffer.from(sign()))) expect(fault(request(flipped.toString('latin1')))).not.toBeNull();
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
    ['an empty header', '', 'missing'],
    ['a bare signature', sign().slice('sha1='.length), 'missing'],
    ['no signature behind its name', 'sha1=', 'wrong'],
    ['a signature of another algorithm', sign().replace('sha1=', 'sha256='), 'missing'],
    ['a signature in capitals', `sha1=${sign().slice('sha1='.length).toUpperCase()}`, 'wrong'],
    ['half a signature', sign().slice(0, 20), 'wrong'],
    ['two signatures joined, neither right', 'sha1=00, sha1=11', 'wrong'],
    ['two signatures joined, one right', `sha1=00, ${sign()}`, null],
  ])('%s', (_, signature, expected) => {
    expect(fault(request(signature))).toBe(expected);
  });
});
