import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SignedRequest } from '../../schemas/providers/provider.ts';
import { provider as zendesk } from '../../schemas/providers/zendesk.ts';
import { faultsOf } from '../support/faults.ts';
import { flips } from '../support/flips.ts';

const TIME = '2026-03-01T12:00:00Z';
const NOW = Date.parse(TIME);
const FIVE_MINUTES = 300_000;
const SECRET = 'zd-signing-secret';
const BODY = '{"type":"zen:event-type:ticket.created"}';
const STAMP = 'x-zendesk-webhook-signature-timestamp';
const SIGNED = 'x-zendesk-webhook-signature';

type Given = { secret?: string; time?: string; body?: string | Buffer };

/** Zendesk has no library for this. Its documentation says: base64(HMACSHA256(TIMESTAMP + BODY)). */
function sign({ secret = SECRET, time = TIME, body = BODY }: Given = {}): string {
  const timestamp = Buffer.from(time, 'utf8');
  const timestampAndBody = Buffer.concat([timestamp, Buffer.from(body as Buffer)]);
  const hmac = createHmac('sha256', secret);
  hmac.update(timestampAndBody);
  return hmac.digest().toString('base64');
}

function request(given: Given = {}, more: Partial<SignedRequest> = {}): SignedRequest {
  const { time = TIME, body = BODY } = given;
  const url = 'https://events.example.com/webhooks/zendesk';
  const headers = { [SIGNED]: sign(given), [STAMP]: time };
  return { method: 'POST', url, headers, body: Buffer.from(body as Buffer), ...more };
}

const fault = faultsOf(zendesk, SECRET, NOW);

describe('a signed request is taken', () => {
  // printf '%s%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64
  test.each([
    ['with a body', BODY, 'MZ8BnbBsT2x8XEb+C5tJkJ7R/+oOp25Dpag/XyADkF8='],
    ['without one', '', 'BraZxdRCpP/l04L37TvuV0LW47ranh5N0KgVg31JoNk='],
  ])('%s, as openssl signs', (_, body, signature) => {
    expect(fault(request({}, { body: Buffer.from(body), headers: { [SIGNED]: signature, [STAMP]: TIME } }))).toBeNull();
  });

  test.each([
    ['CRLF', '{\r\n}'],
    ['an umlaut', '{"subject":"Größe"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xe9, 0xff, 0x7d])],
    ['a time with milliseconds and an offset', BODY, '2026-03-01T13:00:00.000+01:00'],
  ])('with %s', (_, body, time = TIME) => {
    expect(fault(request({ body, time }))).toBeNull();
  });

  test('with either secret while one is rolled', () => {
    expect(fault(request(), ['a new secret', SECRET])).toBeNull();
    expect(fault(request(), [SECRET, 'an old secret'])).toBeNull();
  });
});

describe('the time', () => {
  const at = (offset: number) => request({ time: new Date(NOW + offset).toISOString() });

  test.each([
    ['five minutes ago', -FIVE_MINUTES, null],
    ['a millisecond more', -FIVE_MINUTES - 1, 'stale'],
    ['in five minutes', FIVE_MINUTES, null],
    ['in a millisecond more', FIVE_MINUTES + 1, 'stale'],
  ])('%s', (_, offset, expected) => {
    expect(fault(at(offset))).toBe(expected);
  });

  test('that was not signed does not count', () => {
    const old = at(-FIVE_MINUTES - 1);
    expect(fault({ ...old, headers: { ...old.headers, [STAMP]: TIME } })).toBe('wrong');
  });

  test('and the body are one text: what is moved from one to the other is another request', () => {
    const headers = {
      [SIGNED]: sign({ time: '2026-03-01T12:00:00', body: `Z${BODY}` }),
      [STAMP]: '2026-03-01T12:00:00',
    };
    expect(fault(request({}, { headers, body: Buffer.from(`Z${BODY}`) }))).toBe('missing');
  });
});

describe('what is not as it was signed is refused', () => {
  test('every bit of the body, of the signature and of the time', () => {
    for (const body of flips(Buffer.from(BODY))) expect(fault(request({}, { body }))).toBe('wrong');
    for (const flipped of flips(Buffer.from(sign()))) {
      const headers = { [SIGNED]: flipped.toString('latin1'), [STAMP]: TIME };
      expect(fault(request({}, { headers }))).toBe('wrong');
    }
    for (const flipped of flips(Buffer.from(TIME))) {
      const headers = { [SIGNED]: sign(), [STAMP]: flipped.toString('latin1') };
      expect(fault(request({}, { headers }))).not.toBeNull();
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
    ['no signature', { [STAMP]: TIME }, 'missing'],
    ['an empty signature', { [SIGNED]: '', [STAMP]: TIME }, 'wrong'],
    ['a signature in hex', { [SIGNED]: Buffer.from(sign(), 'base64').toString('hex'), [STAMP]: TIME }, 'wrong'],
    ['a time in seconds', { [SIGNED]: sign({ time: '1772366400' }), [STAMP]: '1772366400' }, 'missing'],
    ['a time that never was', { [SIGNED]: sign(), [STAMP]: '2026-02-30T12:00:00Z' }, 'missing'],
    ['two times joined', { [SIGNED]: sign(), [STAMP]: `${TIME}, ${TIME}` }, 'missing'],
    ['two signatures joined, neither right', { [SIGNED]: 'AAAA, BBBB', [STAMP]: TIME }, 'wrong'],
    ['two signatures joined, one right', { [SIGNED]: `AAAA, ${sign()}`, [STAMP]: TIME }, null],
  ])('%s', (_, headers, expected) => {
    expect(fault(request({}, { headers }))).toBe(expected);
  });
});
