import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalDoor } from '../../../infra/local/door.ts';
import { givenSecrets } from '../../../lambdas/lib/secrets/given.ts';
import { WEBHOOK_SENDERS } from '../../support/webhook-senders.ts';
import { makeHome } from './local-home.ts';

/** Payloads of the fixtures, by their rules, in the order in which they arrive: refunds and payments before what they are of. */
const ARRIVE: readonly [provider: string, rule: string][] = [
  ['stripe', 'a refund is what the charge had not yet given back'],
  ['stripe', 'the first invoice of a subscription renews nothing'],
  ['stripe', 'the checkout of a subscription ties customer and visitor; its money is told by the invoice'],
  ['stripe', 'a subscription that starts active: its period is of its items from API version 2025-03-31.basil on'],
  ['stripe', 'a paid checkout is an order, named by its payment intent, without tax and shipping'],
  ['shopify', 'a refund is of the goods that came back, in the currency of the shop'],
  ['shopify', 'an order that was edited or returned tells what it is worth now'],
  ['shopify', 'an order that is paid is the same order, completed when it was placed'],
  ['shopify', 'an order that is placed is complete, in the currency of the shop, without tax and shipping'],
  ['shopify', "a test order is nobody's"],
];

type Pair = { rule: string; headers?: Record<string, string>; payload: unknown };

const home = makeHome();
afterAll(() => home.remove());

async function deliver([provider, rule]: (typeof ARRIVE)[number]): Promise<unknown> {
  const pairs = JSON.parse(readFileSync(`test/fixtures/providers/${provider}/accepted.json`, 'utf8')) as Pair[];
  const pair = pairs.find((each) => each.rule === rule);
  const sender = WEBHOOK_SENDERS.find((each) => each.provider === provider);
  if (pair === undefined || sender === undefined) throw new Error(`${provider} has no fixture "${rule}"`);
  const { secret } = sender;
  const door = openLocalDoor({
    lake: home.lake,
    writeKeys: [],
    windowMs: 0,
    secrets: givenSecrets({ [provider]: secret }),
  });
  const body = JSON.stringify(pair.payload);
  const signature = sender.sign({ url: '', body: Buffer.from(body), at: Date.now(), secret });
  const { statusCode, body: answer } = await door.handler({
    rawPath: `/webhooks/${provider}`,
    headers: { ...signature, ...pair.headers },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' } },
  });
  return { statusCode, ...JSON.parse(answer ?? '{}') };
}

describe('what billing and a shop tell of one person', () => {
  beforeAll(async () => {
    for (const each of ARRIVE)
      expect(await deliver(each)).toMatchObject({ statusCode: 200, accepted: 1, rejected: [] });
    await home.refresh();
  }, 240_000);

  test('counts each sale once, with what was given back of it', async () => {
    const sales = await home.rows(`
      select event_id, cast(amount_minor as integer) as amount, cast(refunded_minor as integer) as refunded,
        cast(tellings as integer) as tellings
      from purchases order by event_id`);
    expect(sales).toEqual([
      { event_id: expect.stringContaining('shopify:orders/'), amount: 9000, refunded: 4500, tellings: 2 },
      { event_id: expect.stringMatching(/^stripe:/), amount: 9000, refunded: 1000, tellings: 1 },
      { event_id: expect.stringMatching(/^stripe:/), amount: 2900, refunded: 0, tellings: 1 },
    ]);
  });

  test('is of one customer, by the ids of both and by our own', async () => {
    expect(await home.rows('select user_id, email from customers')).toEqual([
      { user_id: 'u-1', email: 'ana@alder.example' },
    ]);
    const ids = await home.rows('select id_type, id_value from customer_ids order by id_type');
    expect(ids.map(({ id_type, id_value }) => `${id_type} ${id_value}`)).toEqual([
      'billing_id stripe:cus_A1',
      'crm_id shopify:706405506930370',
      'email ana@alder.example',
      'user_id u-1',
    ]);
  });
});
