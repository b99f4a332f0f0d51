import { describe, expect, test } from 'vitest';
import { reference } from './reference.ts';
import { MEANINGS } from './signals.cases.ts';
import { instantOf, landed, whenOf } from './story.ts';
import type { LandedLine, Signal } from './types.ts';

const U1 = { user_id: 'u1' };

function signals(lines: LandedLine[], settings = {}): Signal[] {
  const asOf = instantOf('999');
  return reference({ lines, asOf, settings, grains: [] }).signals.toSorted((a, b) => a.occurred_at - b.occurred_at);
}

function say({ signal, how, is_activity, amount_minor }: Signal): string {
  return `${signal}${how && `:${how}`}${is_activity ? '+' : ''}${amount_minor === null ? '' : ` ${amount_minor}`}`;
}

/** `<when> <signal>` of everything but `reached`. */
function story(lines: LandedLine[], settings = {}): string[] {
  const rows = signals(lines, settings).filter((row) => row.signal !== 'reached');
  return rows.map((row) => `${whenOf(row.occurred_at)} ${row.signal}`).sort();
}

const order = (line: string, order_id: string, more: Partial<LandedLine> = {}) =>
  landed(line, { ...U1, properties: { order_id, amount_minor: 100, currency: 'USD' }, ...more });
const subscription = (line: string, subscription_id: string) =>
  landed(line, { ...U1, properties: { subscription_id } });

describe('what an event means by itself', () => {
  const before = [order('0 order_completed', 'o1', { email: 'u1@example.org' })];

  test.each(MEANINGS)('%s %j', (name, more, expected) => {
    const rows = signals([...before, landed(`1 ${name}`, { ...U1, ...more })]);
    expect(rows.filter((row) => row.occurred_at === instantOf('1')).map(say)).toEqual(expected);
  });
});

test('an event name outside the closed table is refused by name', () => {
  expect(() => signals([landed('0 moon_walked', U1)])).toThrow('moon_walked');
});

test('the earliest event reaches, whatever it is; on a tie the smallest id, and it is an activity', () => {
  const lines = [
    landed('1 page_viewed', U1),
    landed('0 email_opened', { ...U1, event_id: 'b' }),
    landed('0 email_opened', { ...U1, event_id: 'a' }),
  ];
  expect(signals(lines).filter((row) => row.signal === 'reached')).toMatchObject([
    { event_id: 'a', is_activity: true },
  ]);
});

test('good opinions before the first purchase are activity, at its instant satisfaction', () => {
  const rated = (when: string) => landed(`${when} ticket_rated`, { ...U1, properties: { rating: 5 } });
  expect(story([rated('0'), rated('1'), order('1 order_completed', 'o1')])).toEqual([
    '0 active',
    '1 purchased',
    '1 satisfied',
  ]);
});

describe('web sessions', () => {
  const at = (ms: number) => landed(`0+${ms} page_viewed`, { ...U1, source: 'web' });
  const HALF_HOUR = 1_800_000;

  test('a gap of exactly 1,800 s stays in the session', () => {
    expect(story([at(1), at(1 + HALF_HOUR)]).filter((line) => line.endsWith('engaged'))).toEqual([]);
  });

  test('a millisecond more begins a session, whose first event is engaged beside its own meaning', () => {
    expect(story([at(1), at(2 + HALF_HOUR)])).toEqual(['0+1 active', '0+1800002 active', '0+1800002 engaged']);
  });

  test('events of other sources neither begin nor prolong one', () => {
    const call = landed('0+900000 call_made', { ...U1, source: 'sales' });
    expect(story([at(1), call, at(2 + HALF_HOUR)])).toContain('0+1800002 engaged');
  });
});

describe('sales', () => {
  test.each([
    ['before the order it is no cancellation', '1-1', ['1 purchased']],
    ['at the instant of the order', '1', ['1 active']],
    ['later', '9', ['1 active']],
  ])('a cancellation %s', (_, when, expected) => {
    expect(
      story([order('1 order_completed', 'o1'), order(`${when} order_cancelled`, 'o1', { user_id: 'u2' })]).filter(
        (line) => line.startsWith('1 '),
      ),
    ).toEqual(expected);
  });

  test('a cancellation by another provider does not reach the order', () => {
    expect(
      story([order('1 order_completed', 'o1'), order('2 order_cancelled', 'o1', { provider: 'shopify' })]),
    ).toEqual(['1 purchased']);
  });

  test('linked events are one sale at the earliest, priced by the earliest that has an amount, and cancelled together', () => {
    const deal = landed('0 deal_won', { ...U1, provider: 'hubspot', properties: { deal_id: 'd1', order_id: 'o1' } });
    const invoice = landed('2 invoice_paid', {
      ...U1,
      properties: { invoice_id: 'i1', deal_id: 'd1', amount_minor: 70, currency: 'USD' },
    });
    const sale = [deal, order('1 order_completed', 'o1', { provider: 'shopify' }), invoice];
    expect(story(sale)).toEqual(['0 purchased', '1 active', '2 active']);
    expect(signals(sale).find((row) => row.signal === 'purchased')?.amount_minor).toBe(100);
    expect(story([...sale, order('3 order_cancelled', 'o1', { provider: 'shopify' })])).toEqual([
      '0 active',
      '1 active',
      '2 active',
    ]);
  });

  test('equal ids of two customers are two sales', () => {
    expect(story([order('1 order_completed', 'o1'), order('2 order_completed', 'o1', { user_id: 'u2' })])).toEqual([
      '1 purchased',
      '2 purchased',
    ]);
  });

  test('purchases of one instant are one row, their amounts added', () => {
    const rows = signals([
      order('1 order_completed', 'o1', { event_id: 'b' }),
      order('1 order_completed', 'o2', { event_id: 'a' }),
    ]);
    expect(rows.filter((row) => row.signal === 'purchased')).toMatchObject([{ event_id: 'a', amount_minor: 200 }]);
  });

  test('purchases_from leaves systems out', () => {
    const deal = landed('0 deal_won', { ...U1, properties: { deal_id: 'd1', order_id: 'o1' } });
    expect(story([deal, order('1 order_completed', 'o1')], { purchasesFrom: ['order'] })).toEqual([
      '0 active',
      '1 purchased',
    ]);
  });
});

describe('the end of a subscription', () => {
  const ends = (lines: LandedLine[]) => story(lines).filter((line) => line.endsWith('cancelled'));
  const begun = [subscription('0 subscription_started', 's1'), subscription('0 subscription_started', 's2')];

  test('is none while another runs', () => {
    expect(ends([...begun, subscription('1 subscription_cancelled', 's1')])).toEqual([]);
  });

  test('is one when all end at one instant', () => {
    expect(
      ends([...begun, subscription('1 subscription_cancelled', 's1'), subscription('1 subscription_cancelled', 's2')]),
    ).toEqual(['1 cancelled']);
  });

  test('counts what began and ended at one instant as ended', () => {
    const blink = [subscription('1 subscription_started', 's3'), subscription('1 subscription_cancelled', 's3')];
    expect(
      ends([subscription('0 subscription_started', 's1'), ...blink, subscription('1 subscription_cancelled', 's1')]),
    ).toEqual(['1 cancelled']);
  });

  test('does not know what begins later', () => {
    expect(
      ends([
        subscription('0 subscription_started', 's1'),
        subscription('1 subscription_cancelled', 's1'),
        subscription('1+1 subscription_started', 's2'),
      ]),
    ).toEqual(['1 cancelled']);
  });
});

test('bots and our own people have no effect at all', () => {
  const ours = { context: { is_internal: true } };
  const lines = [
    order('1 order_completed', 'o1'),
    order('2 order_cancelled', 'o1', { context: { is_bot: true } }),
    landed('0 page_viewed', { ...U1, ...ours }),
  ];
  expect(signals(lines).map(say)).toEqual(['reached+', 'purchased+ 100']);
});
