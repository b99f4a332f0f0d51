import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { SignedRequest } from '../../schemas/providers/provider.ts';
import { provider as stripe } from '../../schemas/providers/stripe.ts';
import { faultsOf } from '../support/faults.ts';
import { flips } from '../support/flips.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const SECONDS = NOW / 1000;
const TOLERANCE = 300;
const SECRET = 'whsec_test_secret';
const BODY = '{"id":"evt_1","object":"event"}';
const { webhooks } = new Stripe('sk_test_x');

type Given = { secret?: string; at?: number; body?: string };

/** As Stripe's own library signs; `at` in seconds. */
function sign({ secret = SECRET, at = SECONDS, body = BODY }: Given = {}): string {
  return webhooks.generateTestHeaderString({ payload: body, secret, timestamp: at });
}

const hmac = (given: Given = {}) => sign(given).split('v1=')[1] ?? '';

function request(signature: string | undefined, body: string | Uint8Array = BODY): SignedRequest {
  const headers = { 'stripe-signature': signature };
  return { method: 'POST', url: 'https://events.example.com/webhooks/stripe', headers, body: Buffer.from(body) };
}

const fault = faultsOf(stripe, SECRET, NOW);

/** Whether Stripe's own library takes a request that came in now. */
function isTakenByStripe(header: string, body = BODY): boolean {
  try {
    return webhooks.constructEvent(body, header, SECRET, TOLERANCE, undefined, NOW) !== null;
  } catch {
    return false;
  }
}

describe("a request that Stripe's library signs", () => {
  test.each([
    ['as it is', BODY],
    ['with an umlaut', '{"name":"Jörg 🦊"}'],
    ['with CRLF', '{\r\n}\r\n'],
  ])('is taken %s', (_, body) => {
    expect(fault(request(sign({ body }), body))).toBeNull();
    expect(isTakenByStripe(sign({ body }), body)).toBe(true);
  });

  test('is signed byte by byte, also where the bytes are no text', () => {
    const bytes = Buffer.concat([Buffer.from(BODY), Buffer.from([0xff, 0xfe])]);
    expect(fault(request(sign({ body: bytes.toString('utf8') }), bytes))).toBe('wrong');
  });

  test('is taken with either secret while one is rolled, and with either signature', () => {
    expect(fault(request(sign()), ['whsec_new', SECRET])).toBeNull();
    expect(fault(request(sign()), [SECRET, 'whsec_old'])).toBeNull();
    for (const signatures of [
      [hmac(), hmac({ secret: 'whsec_old' })],
      [hmac({ secret: 'whsec_old' }), hmac()],
    ])
      expect(fault(request(`t=${SECONDS},${signatures.map((one) => `v1=${one}`).join(',')},v0=ab`))).toBeNull();
  });
});

describe('the time', () => {
  test.each([
    ['five minutes ago', -TOLERANCE, null, true],
    ['a second more', -TOLERANCE - 1, 'stale', false],
    ['in five minutes', TOLERANCE, null, true],
    // what was signed for later can be sent again later: here Stripe's library is too kind
    ['in a second more', TOLERANCE + 1, 'stale', true],
    ['in a year', 31_536_000, 'stale', true],
  ])('%s', (_, offset, expected, isTaken) => {
    const header = sign({ at: SECONDS + offset });
    expect([fault(request(header)), isTakenByStripe(header)]).toEqual([expected, isTaken]);
  });

  test('counts to the millisecond', () => {
    expect(fault(request(sign()), [SECRET], NOW + TOLERANCE * 1000)).toBeNull();
    expect(fault(request(sign()), [SECRET], NOW + TOLERANCE * 1000 + 1)).toBe('stale');
    expect(fault(request(sign()), [SECRET], NOW - TOLERANCE * 1000 - 1)).toBe('stale');
  });

  test('that was not signed does not count', () => {
    const old = hmac({ at: SECONDS - TOLERANCE - 1 });
    expect(fault(request(`t=${SECONDS},v1=${old}`))).toBe('wrong');
  });
});

describe('what is not as it was signed is refused', () => {
  test('every bit of the body and of the header', () => {
    for (const body of flips(Buffer.from(BODY))) expect(fault(request(sign(), body))).toBe('wrong');
    for (const flipped of flips(Buffer.from(sign()))) expect(fault(request(flipped.toString('latin1')))).not.toBeNull();
  });

  test.each([
    ['another secret', ['whsec_another']],
    ['no secret', []],
    ['an empty secret', ['']],
  ])('%s', (_, secrets) => {
    expect(fault(request(sign()), secrets)).toBe('wrong');
    expect(fault(request(sign({ secret: '' })), [''])).toBe('wrong');
  });

  test.each([
    ['no header', undefined, 'missing'],
    ['an empty header', '', 'missing'],
    ['no time', `v1=${hmac()}`, 'missing'],
    ['no signature', `t=${SECONDS}`, 'missing'],
    ['a signature of the test scheme alone', `t=${SECONDS},v0=${hmac()}`, 'missing'],
    ['a time that is no number', `t=now,v1=${hmac()}`, 'missing'],
    ['a time that begins like one', `t=${SECONDS}x,v1=${hmac()}`, 'missing'],
    ['a time beyond all clocks', `t=${'9'.repeat(400)},v1=${hmac()}`, 'missing'],
    ['a negative time', `t=-${SECONDS},v1=${hmac()}`, 'missing'],
    ['a signature in capitals', sign().toUpperCase(), 'missing'],
    ['an empty signature', `t=${SECONDS},v1=`, 'wrong'],
    ['a signature that is cut', sign().slice(0, -1), 'wrong'],
    ['text that is no header', '=,=,,t,v1', 'missing'],
  ])('%s', (_, header, expected) => {
    expect(fault(request(header))).toBe(expected);
  });

  test('two headers that a carrier joined are one header', () => {
    expect(fault(request(`${sign()},${sign({ secret: 'whsec_old' })}`))).toBeNull();
    expect(fault(request(`${sign()},${sign({ at: 1 })}`))).toBe('stale');
  });
});

test("whatever the header, nothing is taken that Stripe's library would not take", () => {
  const times = [SECONDS, SECONDS - TOLERANCE, SECONDS + TOLERANCE, SECONDS - 301, `0${SECONDS}`, `${SECONDS}.5`, ''];
  const time = fc.constantFrom(...times).map((at) => `t=${at}`);
  const signed = fc.constantFrom(SECONDS, SECONDS - TOLERANCE, SECONDS + TOLERANCE).map((at) => `v1=${hmac({ at })}`);
  const part = fc.oneof(time, signed, fc.constantFrom('', ' ', 'v0=ab', 't', '=', 'v1=a=b'), fc.string());
  const header = fc
    .array(part, { maxLength: 5 })
    .chain((parts) => fc.constantFrom(',', ', ').map((by) => parts.join(by)));
  fc.assert(
    fc.property(header, (text) => {
      if (fault(request(text)) === null) expect(isTakenByStripe(text)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
