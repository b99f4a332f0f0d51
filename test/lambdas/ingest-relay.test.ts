import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { takeBusEvent } from '../../lambdas/ingest/relay/bus-event.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import { localQueue } from '../../lambdas/lib/queue/local.ts';
import { linesIn } from '../doubles/lines-in.ts';
import { memoryLake } from '../doubles/memory-lake.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const SALESFORCE = 'aws.partner/salesforce.com/00D5f000005mc66/0YL5f0000008OJ9';

type Fixture = { rule: string; payload: unknown; events?: { event_id: string }[] };
const fixtures = (kind: string) =>
  JSON.parse(readFileSync(`test/fixtures/providers/salesforce/${kind}.json`, 'utf8')) as Fixture[];

/** The relay over the local queue and a lake in memory. */
function relay(currency = 'EUR') {
  const lake = memoryLake();
  const queue = localQueue({ land: (messages) => landMessages(lake, messages), windowMs: 0 });
  const parts = { queue, currency, log: { info: () => {}, error: () => {} } };
  return { lake, take: (detail: unknown, source = SALESFORCE) => takeBusEvent({ source, detail }, NOW, parts) };
}

test('what a bus brings is durable when it resolves', async () => {
  const { lake, take } = relay();
  const accepted = fixtures('accepted');
  for (const { payload } of accepted) await take(payload);
  const expected = accepted.flatMap(({ events = [] }) => events.map(({ event_id }) => event_id));
  expect(new Set(linesIn(lake, 'raw/').map(({ event_id }) => event_id))).toEqual(new Set(expected));
  expect(linesIn(lake, 'rejected/')).toEqual([]);
});

test('what is rejected is kept under the name of the bus, so that replay can read it', async () => {
  const { lake, take } = relay();
  for (const { payload } of fixtures('rejected')) await take(payload);
  await take(undefined);
  const rejected = linesIn(lake, 'rejected/');
  expect(rejected).toHaveLength(fixtures('rejected').length + 1);
  expect(new Set(rejected.map(({ endpoint }) => endpoint))).toEqual(new Set(['bus/salesforce']));
});

test('an amount without a currency is in the one that the company counts in', async () => {
  const header = {
    ...{ entityName: 'Opportunity', recordIds: ['0065f00000LmNopAAF'], changeType: 'UPDATE' },
    ...{ changedFields: ['Amount'], transactionKey: 'key', sequenceNumber: 1, commitTimestamp: Date.parse(NOW) },
  };
  const { lake, take } = relay('JPY');
  await take({ payload: { ChangeEventHeader: header, Amount: 1500 } });
  expect(linesIn(lake, 'raw/')).toMatchObject([{ properties: { amount_minor: 1500, currency: 'JPY' } }]);
});

test('Amazon AppFlow between them changes nothing', async () => {
  const { lake, take } = relay();
  await take(fixtures('accepted')[0]?.payload, 'aws.partner/appflow/salesforce.com/123456789012/flow');
  expect(linesIn(lake, 'raw/')).toHaveLength(1);
});

test('a vendor that nobody knows, and a lake that fails, are faults: the bus sends again', async () => {
  const { lake, take } = relay();
  await expect(take({}, 'aws.partner/nobody.com/1')).rejects.toThrow(
    /\[ingest\] \[bus\] no vendor is known by aws.partner\/nobody.com\/1\. Point/,
  );
  lake.beforePut = () => {
    throw new Error('the disk is full');
  };
  await expect(take(fixtures('accepted')[0]?.payload)).rejects.toThrow('the disk is full');
  expect(lake.objects.size).toBe(0);
});
