import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeLocally } from '../../../infra/local/complete/complete.ts';
import { lakeFolder } from '../../../infra/local/home.ts';
import { replayRejects } from '../../../infra/local/replay/replay.ts';
import { hubspotApi } from '../../../lambdas/lib/vendors/hubspot-api.ts';
import { linesIn } from '../../doubles/lines-in.ts';
import { type MemoryLake, memoryLake } from '../../doubles/memory-lake.ts';
import { type VendorDouble, vendorDouble } from '../../doubles/vendor-api.ts';
import { sendWebhook } from '../../support/send-webhook.ts';
import { WEBHOOK_SENDERS } from '../../support/webhook-senders.ts';
import { type LocalHome, makeHome } from './local-home.ts';
import { landRejects, rejectOf } from './rejects.ts';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const [HUBSPOT] = WEBHOOK_SENDERS.filter(({ provider }) => provider === 'hubspot');
const DEAL = '/crm/v3/objects/deals/9001';

const at = (day: number) => Date.UTC(2026, 2, day, 9);
const contactCreated = { eventId: 1, occurredAt: at(1), subscriptionType: 'contact.creation', objectId: 123 };
const dealCreated = { eventId: 2, occurredAt: at(2), subscriptionType: 'deal.creation', objectId: 9001 };
const associated = {
  ...{ eventId: 3, occurredAt: at(3), subscriptionType: 'deal.associationChange', associationType: 'DEAL_TO_CONTACT' },
  ...{ fromObjectId: 9001, toObjectId: 123, associationRemoved: false, isPrimaryAssociation: false },
};
const won = {
  ...{ eventId: 4, occurredAt: at(4), subscriptionType: 'deal.propertyChange', objectId: 9001 },
  ...{ propertyName: 'dealstage', propertyValue: 'closedwon' },
};
const STORY = [contactCreated, dealCreated, associated, won];

let api: VendorDouble;
beforeEach(async () => {
  api = await vendorDouble('hubspot');
});
afterEach(() => api.close());

/** What HubSpot sends, a webhook each, through the real door. */
async function tell(lake: Parameters<typeof sendWebhook>[0], messages: readonly object[]): Promise<void> {
  if (HUBSPOT === undefined) throw new Error('hubspot sends no webhooks');
  for (const message of messages) await sendWebhook(lake, HUBSPOT, { body: JSON.stringify([message]) });
}

function complete(lake: MemoryLake | LocalHome['lake'], now = NOW) {
  const retry = { attempts: 2, sleep: async () => {}, random: () => 0 };
  const hubspot = hubspotApi({ baseUrl: api.url, token: 'pat-na1', clock: () => now.getTime(), retry });
  return completeLocally({ lake, apis: new Map([['hubspot', hubspot]]), currency: 'USD', clock: () => now });
}

describe('a deal that is told by ids', () => {
  test('is linked to its person by the association; completed, it has its amount as well', async () => {
    const home = makeHome();
    const sold = `select c.email, p.amount_minor, p.currency from purchases as p
      join customers as c on c.customer_id = p.customer_id`;
    try {
      await tell(home.lake, STORY);
      await home.refresh();
      expect(await home.rows(sold)).toEqual([{ email: null, amount_minor: null, currency: null }]);
      expect(await complete(home.lake)).toMatchObject({ asked: 2, completed: 2, failed: 0, gone: 0, rejected: 0 });
      await home.refresh();
      expect(await home.rows(sold)).toEqual([{ email: 'ada@alder.example', amount_minor: 149950, currency: 'EUR' }]);
      const [stage] = await home.rows("select stage from stage_current where model = 'five_stage'");
      expect(stage).toEqual({ stage: 'purchase' });
    } finally {
      home.remove();
    }
  });

  test('is completed by the same events in whatever order its messages came', async () => {
    const orders = fc.shuffledSubarray(STORY, { minLength: STORY.length });
    await fc.assert(
      fc.asyncProperty(orders, async (messages) => {
        const lake = memoryLake();
        await tell(lake, messages);
        await complete(lake);
        expect(completedIn(lake)).toEqual([
          'contact_created 2026-03-01T09:00:00.000Z',
          'deal_contact_added 2026-03-02T09:00:00.000Z',
          'deal_won 2026-03-04T15:30:00.000Z',
          'opportunity_created 2026-03-02T09:00:00.000Z',
        ]);
      }),
      { numRuns: 6 },
    );
  });
});

describe('running again', () => {
  test('asks for nothing, and after a new event for that object alone', async () => {
    const lake = memoryLake();
    await tell(lake, STORY);
    await complete(lake);
    expect(await complete(lake)).toMatchObject({ asked: 0 });
    await tell(lake, [{ ...won, eventId: 5, propertyName: 'amount', propertyValue: '1500' }]);
    expect(await complete(lake)).toMatchObject({ asked: 1, completed: 1 });
  });

  test('after a crash between landing and remembering lands the same events under the same ids', async () => {
    const lake = memoryLake();
    await tell(lake, STORY);
    lake.beforePut = (key) => {
      if (key.startsWith('completed/')) throw new Error('killed');
    };
    await expect(complete(lake)).rejects.toThrow('killed');
    const before = completedIn(lake);
    lake.beforePut = () => {};
    expect(await complete(lake, new Date('2026-03-11T00:00:00.000Z'))).toMatchObject({ asked: 2, completed: 2 });
    const bodies = linesIn(lake, 'raw/').map(({ event_id, body_sha256 }) => `${event_id} ${body_sha256}`);
    expect(completedIn(lake)).toEqual([...before, ...before].sort());
    expect(new Set(bodies).size).toBe(STORY.length + before.length);
  });
});

describe('what cannot be completed', () => {
  test('is gone where the vendor has it no more, and is not asked for again', async () => {
    const lake = memoryLake();
    await tell(lake, [{ ...dealCreated, objectId: 9404 }]);
    expect(await complete(lake)).toMatchObject({ asked: 1, gone: 1 });
    expect(await complete(lake)).toMatchObject({ asked: 0 });
  });

  test('has failed where the vendor does not answer, and is asked for again, while its neighbours are completed', async () => {
    const lake = memoryLake();
    await tell(lake, STORY);
    api.answer(DEAL, { status: 503 }, 2);
    const report = await complete(lake);
    expect(report).toMatchObject({ asked: 2, completed: 1, failed: 1, reasons: ['hubspot deal 9001 answered 503'] });
    expect(await complete(lake)).toMatchObject({ asked: 1, completed: 1 });
  });

  test('is a reject where the answer is not as we know it: kept, with the name of the object', async () => {
    const lake = memoryLake();
    await tell(lake, [dealCreated]);
    api.answer(DEAL, { body: { id: 9001 } });
    expect(await complete(lake)).toMatchObject({ asked: 1, rejected: 1 });
    expect(linesIn(lake, 'rejected/')).toMatchObject([
      { endpoint: 'complete/hubspot/deal/9001', reason: { path: '$.id' } },
    ]);
    expect(await complete(lake)).toMatchObject({ asked: 0 });
  });

  test('waits where no read API of its vendor is set up', async () => {
    const lake = memoryLake();
    await tell(lake, STORY);
    const report = await completeLocally({ lake, apis: new Map(), currency: 'USD', clock: () => NOW });
    expect(report).toMatchObject({ asked: 0, waiting: new Map([['hubspot', 2]]) });
  });
});

test('an answer that was rejected is replayed by what its endpoint names', async () => {
  const home = makeHome();
  try {
    const bytes = JSON.stringify(api.recorded(DEAL));
    await landRejects(
      home.lake,
      rejectOf(bytes, { endpoint: 'complete/hubspot/deal/9001', received_at: NOW.toISOString() }),
    );
    expect(await replayRejects({ lake: home.lake, lakeFolder: lakeFolder(home.path) })).toMatchObject({ replayed: 1 });
  } finally {
    home.remove();
  }
});

/** Name and time of the events that answers gave. */
function completedIn(lake: MemoryLake): string[] {
  return linesIn(lake, 'raw/')
    .filter(({ event_id }) => String(event_id).startsWith('hubspot:complete:'))
    .map(({ event_name, occurred_at }) => `${event_name} ${occurred_at}`)
    .sort();
}
