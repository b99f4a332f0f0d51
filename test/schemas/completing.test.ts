import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completing } from '../../schemas/providers/completing.ts';
import { type PROVIDERS, parsePayload, providerOf } from '../../schemas/providers.ts';

type Recorded = { path: string; status: number; body: Record<string, unknown> };

const NOW = '2026-03-10T12:00:00.000Z';
const recordedOf = (vendor: string) =>
  JSON.parse(readFileSync(`test/fixtures/vendor-apis/${vendor}.json`, 'utf8')) as Recorded[];
const bodyAt = (vendor: string, end: string) =>
  recordedOf(vendor).find(({ path }) => path.endsWith(end))?.body as Record<string, unknown>;

/** `name, when, what` of each event that an answer tells. */
function told(vendor: string, type: string, answer: unknown, currency = 'USD') {
  const provider = providerOf(vendor);
  if (provider === undefined) throw new Error(`there is no ${vendor}`);
  const reader = completing(provider, { type, id: '1' });
  const parsed = parsePayload(reader, answer, { now: NOW, receivedAt: NOW, headers: {}, currency });
  if (!parsed.ok) return parsed.reason.path;
  return parsed.events.map(({ event }) => {
    const { event_name, occurred_at, crm_id, email, account_id, context } = event;
    const { extra, ...properties } = event.properties as Record<string, unknown>;
    expect(context.needs_refetch).toBeUndefined();
    return JSON.parse(JSON.stringify({ event_name, occurred_at, crm_id, email, account_id, properties })) as unknown;
  });
}

const deal = (more: Record<string, string | null>, updatedAt = '2026-03-04T15:30:02.000Z') => {
  const answer = bodyAt('hubspot', '/deals/9001') as { properties: object };
  return { ...answer, updatedAt, properties: { ...answer.properties, ...more } };
};

describe('HubSpot', () => {
  test('a deal tells its beginning, its persons once each, and its end', () => {
    const properties = {
      ...{ deal_id: '9001', name: 'Alder - 40 seats', stage: 'closedwon', pipeline: 'default', agent: '77' },
      ...{ amount_minor: 149950, currency: 'EUR' },
    };
    const account_id = 'hubspot:55';
    expect(told('hubspot', 'deal', deal({}))).toEqual([
      { event_name: 'opportunity_created', occurred_at: '2026-03-02T09:00:00.000Z', account_id, properties },
      {
        event_name: 'deal_contact_added',
        occurred_at: '2026-03-02T09:00:00.000Z',
        crm_id: '123',
        properties: { deal_id: '9001' },
      },
      { event_name: 'deal_won', occurred_at: '2026-03-04T15:30:00.000Z', account_id, properties },
    ]);
  });

  test.each([
    ['a stage of another pipeline that counts as won', { dealstage: '114093821' }, ['deal_won']],
    ['a stage that counts as lost', { dealstage: '7', hs_is_closed_won: 'false' }, ['deal_lost']],
    ['a stage that is open', { dealstage: '7', hs_is_closed_won: 'false', hs_is_closed: 'false' }, []],
    ['the default stage, where nothing is calculated', { hs_is_closed_won: null, hs_is_closed: null }, ['deal_won']],
  ])('%s decides how a deal ended', (_, more, ends) => {
    const names = (told('hubspot', 'deal', deal(more)) as { event_name: string }[]).map(({ event_name }) => event_name);
    expect(names).toEqual(['opportunity_created', 'deal_contact_added', ...ends]);
  });

  test('a close date that is planned is no end: the deal had ended when it was last changed', () => {
    const answer = deal({ closedate: '2027-01-01T00:00:00.000Z' });
    expect(told('hubspot', 'deal', answer)).toContainEqual(
      expect.objectContaining({ event_name: 'deal_won', occurred_at: '2026-03-04T15:30:02.000Z' }),
    );
  });

  test('an amount without a currency is in the one that the company counts in', () => {
    expect(told('hubspot', 'deal', deal({ deal_currency_code: null, amount: '1500' }), 'JPY')).toContainEqual(
      expect.objectContaining({ properties: expect.objectContaining({ amount_minor: 1500, currency: 'JPY' }) }),
    );
  });

  test('a contact registered on its first day', () => {
    expect(told('hubspot', 'contact', bodyAt('hubspot', '/contacts/123'))).toEqual([
      {
        ...{ event_name: 'contact_created', occurred_at: '2026-03-01T09:00:00.000Z' },
        ...{ crm_id: '123', email: 'ada@alder.example' },
        properties: {
          ...{ how: 'crm', contact_id: '123', stage: 'lead' },
          ...{ first_name: 'Ada', last_name: 'Alder', company: 'Alder' },
        },
      },
    ]);
  });

  test('asked again it says the same ids, after a change others', () => {
    const ids = (answer: unknown) => {
      const reader = completing(providerOf('hubspot') as (typeof PROVIDERS)[number], { type: 'deal', id: '9001' });
      const parsed = parsePayload(reader, answer, { now: NOW, receivedAt: NOW, headers: {} });
      return parsed.ok ? parsed.events.map(({ event }) => event.event_id) : [];
    };
    expect(ids(deal({}))).toEqual(ids(deal({})));
    expect(new Set([...ids(deal({})), ...ids(deal({}, '2026-03-05T00:00:00.000Z'))]).size).toBe(6);
  });
});

describe('Salesforce', () => {
  const opportunity = (more: object = {}) => ({
    ...bodyAt('salesforce', '/Opportunity/0065f00000LmNopAAF'),
    OpportunityContactRoles: bodyAt('salesforce', '/OpportunityContactRoles'),
    ...more,
  });

  test('an opportunity tells its beginning, its end and its persons', () => {
    expect(told('salesforce', 'Opportunity', opportunity())).toMatchObject([
      { event_name: 'opportunity_created', occurred_at: '2026-03-02T09:00:00.000Z' },
      {
        ...{ event_name: 'deal_won', occurred_at: '2026-03-04T00:00:00.000Z' },
        properties: { amount_minor: 149950, currency: 'USD', closes_on: '2026-03-04' },
      },
      {
        ...{ event_name: 'deal_contact_added', occurred_at: '2026-03-02T09:00:00.000Z' },
        ...{ crm_id: '0035f00000XyZabAAF', properties: { role: 'Decision Maker', is_primary: true } },
      },
    ]);
  });

  test.each([
    ['of its first day', '2026-03-02', '2026-03-02T09:00:00.000Z'],
    ['that lies ahead', '2026-12-31', '2026-03-04T15:30:02.000Z'],
    ['before it was loaded', '2024-05-01', '2024-05-01T00:00:00.000Z'],
  ])('a close date %s', (_, CloseDate, occurred_at) => {
    expect(told('salesforce', 'Opportunity', opportunity({ CloseDate }))).toContainEqual(
      expect.objectContaining({ event_name: 'deal_won', occurred_at }),
    );
  });

  test('a contact and a converted lead are the people that they are', () => {
    const contact = bodyAt('salesforce', '/Contact/0035f00000XyZabAAF');
    expect(told('salesforce', 'Contact', contact)).toMatchObject([
      { event_name: 'contact_created', email: 'ada@alder.example', account_id: 'salesforce:0015f00002JUX1JAAX' },
    ]);
    const lead = { ...contact, Id: '00Q1', IsConverted: true, ConvertedContactId: contact.Id };
    expect(told('salesforce', 'Lead', lead)).toMatchObject([
      { event_name: 'contact_created', crm_id: '00Q1' },
      { event_name: 'lead_accepted', crm_id: '00Q1' },
      { event_name: 'contact_merged', crm_id: contact.Id, properties: { merged_crm_id: '00Q1' } },
    ]);
  });
});

test('whatever a read API answers is told or rejected, with a path', () => {
  const types = [
    'contact',
    'deal',
    'ticket',
    'company',
    'Lead',
    'Contact',
    'Account',
    'Opportunity',
    'Case',
    'nothing',
  ];
  const bodies = ['hubspot', 'salesforce'].flatMap(recordedOf).map(({ body }) => body);
  const answers = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(
        fc.constantFrom(...bodies),
        fc.dictionary(fc.constantFrom('id', 'Id', 'properties', 'createdAt'), fc.jsonValue()),
      )
      .map(([body, more]) => ({ ...body, ...more })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('hubspot', 'salesforce'),
      fc.constantFrom(...types),
      answers,
      (vendor, type, answer) => {
        const events = told(vendor, type, answer);
        if (typeof events === 'string') expect(events).toMatch(/^\$/);
      },
    ),
    { numRuns: 300 },
  );
});
