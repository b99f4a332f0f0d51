import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DAY, LAUNCH_DAY } from '../../../infra/local/sample/calendar.ts';
import { type Person, peopleUntil } from '../../../infra/local/sample/people.ts';
import { eventsUntil, openingBefore, sampleCompany, toBatches } from '../../../infra/local/sample/sample.ts';
import { makeVendorSecrets, SAMPLE_VENDORS, signedHeaders } from '../../../infra/local/sample/sign.ts';
import { spendTable } from '../../../infra/local/sample/spend.ts';
import type { SampleEvent } from '../../../infra/local/sample/tale.ts';
import { faultOfSignature } from '../../../lambdas/ingest/signature.ts';
import { parseEvent } from '../../../schemas/event.ts';
import { parseSegment } from '../../../schemas/providers/segment.ts';
import { providerOf } from '../../../schemas/providers.ts';
import { toldBy } from '../../support/sample-told.ts';

const UNTIL = '2026-11-25T00:00:00.000Z';
const UNTIL_MS = Date.parse(UNTIL);
const STORY = openingBefore(UNTIL_MS, { seed: 1, people: 600 });
const EVENTS = eventsUntil(STORY, UNTIL_MS);
const PEOPLE = peopleUntil(STORY, UNTIL_MS);
/** What neither a vendor nor a table tells. */
const OURS = EVENTS.filter(({ door, payload }) => door !== 'import' && payload === undefined);

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const nameOf = ({ body }: SampleEvent) => body.event_name ?? body.event ?? body.type;
const idOf = ({ body }: SampleEvent) => body.messageId ?? body.event_id;

describe('the sample company', () => {
  test('is the same for the same seed, and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => hashOf(sampleCompany({ until: UNTIL, seed, people: 60 })));
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test('only goes on: what was told up to a day stays what it was', () => {
    const more = eventsUntil(STORY, UNTIL_MS + 20 * DAY);
    expect(more.length).toBeGreaterThan(EVENTS.length);
    expect(hashOf(more.slice(0, EVENTS.length))).toBe(hashOf(EVENTS));
  });

  test('is told in the order of time, nothing of it after the end, each event once', () => {
    const times = EVENTS.map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.at(-1)).toBeLessThan(UNTIL_MS);
    expect(times.every(Number.isInteger)).toBe(true);
    expect(new Set(EVENTS.map(idOf)).size).toBe(EVENTS.length);
  });

  test('is accepted by the doors, all of it', () => {
    const at = { now: UNTIL, receivedAt: UNTIL, digest: () => 'none' };
    const judge = (door: string, body: unknown) =>
      door === '/v1/batch' ? parseSegment(body, at) : parseEvent(body, { ...at, defaultSource: 'web' });
    const ours = toBatches(OURS);
    const rejected = ours.flatMap(({ door, body }) => {
      const bodies = door === '/v1/batch' ? (body as { batch: unknown[] }).batch : (body as unknown[]);
      return bodies.map((each) => judge(door, each)).filter((parsed) => !parsed.ok);
    });
    expect(rejected).toEqual([]);
    expect(EVENTS.filter((event) => toldBy(event).length === 0)).toEqual([]);
  });

  test.each(SAMPLE_VENDORS)('is signed as %s signs it', (name) => {
    const secrets = makeVendorSecrets();
    const [door, url, body] = [
      `/webhooks/${name}` as const,
      `https://events.example.com/webhooks/${name}`,
      '{"a":"ü"}',
    ];
    const headers = signedHeaders(door, url, body, secrets, UNTIL_MS);
    const signing = providerOf(name)?.signing;
    const request = { method: 'POST', url, headers, body: Buffer.from(body) };
    expect(signing && faultOfSignature(signing, request, [secrets[name]], UNTIL_MS)).toBeNull();
    expect(signing && faultOfSignature(signing, request, ['another'], UNTIL_MS)).toBe('wrong');
  });

  test('has a table of what advertising cost, which the import reads', () => {
    const spend = EVENTS.filter(({ door }) => door === 'import');
    const [header = '', first = '', ...more] = spendTable(spend.map(({ body }) => body))
      .trim()
      .split('\n');
    const { properties } = (spend[0]?.body ?? {}) as {
      properties: { day: string; channel: string; cost_minor: number };
    };
    expect(header).toBe('day,channel,campaign,impressions,clicks,cost,currency');
    expect(first).toContain(`${properties.day},${properties.channel},`);
    expect(first).toContain(`,${(properties.cost_minor / 100).toFixed(2)},USD`);
    expect(more.length).toBe(spend.length - 1);
  });

  test('keeps what it says when it is moved in time', () => {
    const moved = toBatches(OURS.slice(0, 50), (at) => at + DAY);
    const stayed = toBatches(OURS.slice(0, 50));
    const withoutTimes = (batches: unknown) =>
      JSON.stringify(batches).replace(/"(at|timestamp|occurred_at|day)":"[^"]*"/g, '');
    expect(withoutTimes(moved)).toBe(withoutTimes(stayed));
    expect(Date.parse(moved[0]?.at ?? '')).toBe(Date.parse(stayed[0]?.at ?? '') + DAY);
  });
});

describe('the sample company is believable', () => {
  const userIds = new Set(EVENTS.flatMap(({ body }) => (typeof body.userId === 'string' ? [body.userId] : [])));
  const buyers = new Set(EVENTS.filter((event) => nameOf(event) === 'order_completed').map(({ body }) => body.user_id));
  const share = (people: readonly Person[], is: (person: Person) => boolean) =>
    people.filter(is).length / people.length;
  const from = (channel: string) => PEOPLE.filter((person) => person.channel.name === channel);
  const arrivals = (...months: number[]) =>
    PEOPLE.filter(({ arrivedAt }) => months.includes(new Date(arrivedAt).getUTCMonth())).length;

  test('about as many come as were asked for, and a good third becomes known', () => {
    expect(Math.abs(PEOPLE.length / STORY.people - 1)).toBeLessThan(0.12);
    const known = share(PEOPLE, ({ userId }) => userIds.has(userId));
    expect([known > 0.25, known < 0.5]).toEqual([true, true]);
  });

  test('a friend brings better customers than an advertisement', () => {
    const buy = (channel: string) => share(from(channel), ({ userId }) => buyers.has(userId));
    expect(buy('referral')).toBeGreaterThan(2 * buy('paid_social'));
    expect(buy('organic')).toBeGreaterThan(buy('paid_social'));
  });

  test('there are seasons, weekends, and a launch', () => {
    // two Novembers and one July: by the day
    expect(arrivals(10) / 55).toBeGreaterThan(1.2 * (arrivals(6, 7) / 124));
    const weekend = share(PEOPLE, ({ arrivedAt }) => [0, 6].includes(new Date(arrivedAt).getUTCDay()));
    expect(weekend).toBeLessThan(2 / 7);
    const between = (first: number, last: number) =>
      PEOPLE.filter(({ arrivedAt }) => {
        const day = (arrivedAt - STORY.fromMs) / DAY;
        return day >= first && day < last;
      }).length;
    expect(between(LAUNCH_DAY, LAUNCH_DAY + 14)).toBeGreaterThan(1.4 * between(LAUNCH_DAY - 14, LAUNCH_DAY));
    expect(JSON.stringify(EVENTS.filter(({ at }) => at < STORY.fromMs + LAUNCH_DAY * DAY))).not.toContain('kettle-one');
  });

  test('some are known on several devices, and a device is shared by several', () => {
    const pairs = EVENTS.filter(({ body }) => body.userId !== undefined).map(({ body }) => [
      body.userId,
      body.anonymousId,
    ]);
    const most = (key: 0 | 1) => {
      const seen = new Map<unknown, Set<unknown>>();
      for (const pair of pairs) seen.set(pair[key], (seen.get(pair[key]) ?? new Set()).add(pair[1 - key]));
      return Math.max(...[...seen.values()].map((others) => others.size));
    };
    expect(most(0)).toBeGreaterThan(1);
    expect(most(1)).toBeGreaterThan(1);
  });

  test.each(
    'invoice_paid trial_started trial_ended subscription_updated lead_qualified lead_accepted deal_contact_added ticket_solved ticket_replied order_refunded order_cancelled deal_won deal_lost subscription_cancelled subscription_renewed payment_failed ticket_rated survey_answered email_unsubscribed ad_spend_recorded searches_recorded referral_converted'.split(
      ' ',
    ),
  )('%s happens', (name) => {
    expect(EVENTS.some((event) => toldBy(event).includes(name))).toBe(true);
  });
});
