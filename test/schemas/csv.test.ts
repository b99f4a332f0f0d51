import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FACT_KINDS } from '../../schemas/csv/kinds.ts';
import { readHeader, toFact } from '../../schemas/csv/spend.ts';
import { parseEvent } from '../../schemas/event.ts';

const AT = {
  now: '2026-02-01T00:00:00.000Z',
  receivedAt: '2026-02-01T00:00:00.000Z',
  defaultSource: 'marketing',
  hasEscapes: false,
} as const;
const digest = (text: string) => hash('sha256', text);

function factOf(header: string, row: string) {
  const read = readHeader(header.split(','));
  if (!read.ok) throw new Error(read.problem);
  return toFact(read.sheet, row.split(','), digest);
}

/** The event as it lands, or the reason of whoever turned it away. */
function landed(header: string, row: string) {
  const fact = factOf(header, row);
  if (!fact.ok) return fact.reason;
  const parsed = parseEvent(fact.event, AT);
  return parsed.ok ? parsed.event : parsed.reason;
}

const SPEND = 'day,channel,campaign,impressions,clicks,cost,currency,purpose';

describe('a header', () => {
  test.each(FACT_KINDS.map(({ name, header, eventName }) => [name, header, eventName]))(
    'of %s is known as documented',
    (_, header, eventName) => {
      expect(readHeader(header.split(','))).toMatchObject({ ok: true, sheet: { kind: { eventName } } });
    },
  );

  test.each([
    ['in any order', 'visits,day', 'store_visits_recorded'],
    [
      'in capitals, with spaces and hyphens',
      ' Day ,CHANNEL,Campaign ID,ad-group,Cost Minor,Currency',
      'ad_spend_recorded',
    ],
    ['with columns of other kinds beside', 'day,channel,cost,currency,query', 'ad_spend_recorded'],
  ])('is known %s', (_, header, eventName) => {
    expect(readHeader(header.split(','))).toMatchObject({ ok: true, sheet: { kind: { eventName } } });
  });

  test.each([
    [
      'day,channel,campaign,spend,currency',
      /For ad spend it lacks cost or cost_minor\. Give one of\n {2}day,channel.+\n {2}day,query.+\n {2}day,store/,
    ],
    ['date,store,visits', /For store visits it lacks day\./],
    ['a', /fits none/],
    ['day,Day,visits', /it names day twice/],
    ['day,channel,cost,cost_minor,currency', /Keep one/],
  ])('%s is refused', (header, problem) => {
    expect(readHeader(header.split(','))).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('a row', () => {
  test('of ad spend is an event that its schema accepts', () => {
    expect(landed(SPEND, '2026-01-31,search,brand,1000,50,12.50,eur,Retention')).toMatchObject({
      ...{
        event_name: 'ad_spend_recorded',
        source: 'marketing',
        provider: 'csv',
        occurred_at: '2026-01-31T00:00:00.000Z',
      },
      properties: {
        ...{ day: '2026-01-31', channel: 'search', campaign: 'brand', impressions: 1000, clicks: 50 },
        ...{ cost_minor: 1250, currency: 'EUR', purpose: 'retention' },
      },
    });
  });

  test.each([
    [
      'of searches',
      'day,query,is_brand,impressions,clicks',
      '2026-01-31,tern coffee,Yes,10,2',
      { is_brand: true, clicks: 2 },
    ],
    ['of visits', 'day,store,visits', '2026-01-31,Harbour Street,14', { store: 'Harbour Street', visits: 14 }],
    [
      'with empty cells',
      SPEND,
      '2026-01-31,search,,,,1,USD,',
      { day: '2026-01-31', channel: 'search', cost_minor: 100, currency: 'USD' },
    ],
    [
      'with columns of its own',
      `${SPEND},Ad,__proto__`,
      '2026-01-31,search,,,,1,USD,,a,b',
      { extra: JSON.parse('{"ad":"a","__proto__":"b"}') },
    ],
    [
      'with formulas',
      `${SPEND},note`,
      '2026-01-31,=1+1,@sum,,,1,USD,,-2',
      { channel: '=1+1', campaign: '@sum', extra: { note: '-2' } },
    ],
    ['with minor units', 'day,channel,cost_minor,currency', '2026-01-31,search,1250,JPY', { cost_minor: 1250 }],
  ])('%s lands as it says', (_, header, row, properties) => {
    expect(landed(header, row)).toMatchObject({ properties });
  });

  test.each([
    ['19.99', 'USD', 1999],
    ['1.005', 'USD', 101],
    ['12.5', 'KWD', 12500],
    ['1234', 'JPY', 1234],
    ['0', 'EUR', 0],
    ['90071992547409.91', 'USD', 9007199254740991],
  ])('of %s %s costs %i in minor units', (cost, currency, minor) => {
    expect(landed('day,channel,cost,currency', `2026-01-31,search,${cost},${currency}`)).toMatchObject({
      properties: { cost_minor: minor },
    });
  });

  test.each([
    ['31/01/2026,s,c,1,1,1,EUR,', '$.day', /day is not accepted: "31\/01\/2026"/],
    ['2026-02-30,s,c,1,1,1,EUR,', '$.day', /real day/],
    [',s,c,1,1,1,EUR,', '$.day', /day is missing/],
    ['2026-01-31,,c,1,1,1,EUR,', '$.properties.channel', /channel is missing/],
    ['2026-01-31,s,c,1,1,€1,EUR,', '$.cost', /cost is not accepted: "€1".*1234\.50/],
    ['2026-01-31,s,c,1,1,-1,EUR,', '$.properties.cost_minor', /from 0/],
    ['2026-01-31,s,c,1,1,=1+1,EUR,', '$.cost', /"=1\+1"/],
    ['2026-01-31,s,c,1,1,99999999999999999,EUR,', '$.cost', /not accepted/],
    ['2026-01-31,s,c,1,1,,EUR,', '$.properties.cost_minor', /cost_minor is missing/],
    ['2026-01-31,s,c,1,1,1,euro,', '$.properties.currency', /ISO-4217/],
    ['2026-01-31,s,c,1.5,1,1,EUR,', '$.properties.impressions', /"1\.5"\. Send an integer/],
    ['2026-01-31,s,c,1,1,1,EUR,brand', '$.properties.purpose', /"acquisition", "retention"/],
    ['2026-03-01,s,c,1,1,1,EUR,', '$.occurred_at', /in the future/],
    ['2026-01-31,s,c,1,1,1,234,EUR,', '$', /9 cells, the header 8/],
    ['Total,,,,,1,,', '$.day', /"Total"/],
  ])('%s is turned away', (row, path, message) => {
    expect(landed(SPEND, row)).toMatchObject({ path, message: expect.stringMatching(message) });
  });
});

describe('the id of a fact', () => {
  const idOf = (header: string, row: string) => {
    const fact = factOf(header, row);
    return fact.ok ? { subject: fact.subject, id: fact.event.event_id } : fact.reason;
  };
  const one = idOf('day,channel,cost,currency', '2026-01-31,search,12.5,EUR');

  test.each([
    ['columns in another order', 'currency,cost,day,channel', 'EUR,12.5,2026-01-31,search'],
    ['empty columns', 'day,channel,cost,currency,campaign', '2026-01-31,search,12.5,EUR,'],
    ['the same cost written differently', 'day,channel,cost,currency', '2026-01-31,search,12.50,eur'],
    ['the same cost in minor units', 'day,channel,cost_minor,currency', '2026-01-31,search,1250,EUR'],
  ])('is the same with %s', (_, header, row) => {
    expect(idOf(header, row)).toEqual(one);
  });

  test.each([
    ['another cost', 'day,channel,cost,currency', '2026-01-31,search,12.51,EUR'],
    ['another currency', 'day,channel,cost,currency', '2026-01-31,search,12.5,USD'],
    ['a revision', 'day,channel,cost,currency,revision', '2026-01-31,search,12.5,EUR,2'],
  ])('is another of the same subject with %s', (_, header, row) => {
    const corrected = idOf(header, row);
    expect(corrected).toMatchObject({ subject: (one as { subject: string }).subject });
    expect(corrected).not.toEqual(one);
  });

  test.each([
    ['another day', 'day,channel,cost,currency', '2026-01-30,search,12.5,EUR'],
    ['a campaign', 'day,channel,cost,currency,campaign', '2026-01-31,search,12.5,EUR,brand'],
    ['another purpose', 'day,channel,cost,currency,purpose', '2026-01-31,search,12.5,EUR,retention'],
  ])('is of another subject with %s', (_, header, row) => {
    expect(idOf(header, row)).not.toMatchObject({ subject: (one as { subject: string }).subject });
  });
});
