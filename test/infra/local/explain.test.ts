import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { explain } from '../../../infra/local/explain/explain.ts';
import { personPage } from '../../../infra/local/explain/page.ts';
import type { Person } from '../../../infra/local/explain/person.ts';
import { whyOf } from '../../../infra/local/explain/why.ts';
import { decide } from '../../../infra/local/links/decide.ts';
import { cell, columnLines, styleOf } from '../../../infra/local/terminal.ts';
import { shippedCatalog } from '../../support/shipped.ts';
import { type LocalHome, makeHome } from './local-home.ts';

const catalog = shippedCatalog();
const PLAIN = styleOf(false);

const event = (id: string, name: string, at: string, rest: object) => {
  return { event_id: id, event_name: name, occurred_at: `${at}T10:00:00.000Z`, source: 'web', ...rest };
};
const order = (id: string, at: string, rest: object) =>
  event(id, 'order_completed', at, {
    source: 'sales',
    properties: { order_id: id, amount_minor: 4990, currency: 'USD' },
    ...rest,
  });

/** Ana came as a visitor, registered, bought, fell quiet, and shares a phone with Bob; two vendors know somebody as 7. */
const EVENTS = [
  event('visit', 'page_viewed', '2026-01-01', { anonymous_id: 'v-1' }),
  event('signup', 'signed_up', '2026-01-02', { anonymous_id: 'v-1', user_id: 'ana', email: 'ana@example.com' }),
  order('o1', '2026-01-03', { user_id: 'ana', phone: '+34600' }),
  order('o2', '2026-01-04', { user_id: 'bob', phone: '+34600' }),
  order('o3', '2026-01-05', { crm_id: '7', provider: 'hubspot' }),
  order('o4', '2026-01-06', { crm_id: '7', provider: 'salesforce' }),
  order('evil\u001b[2J', '2026-01-07', { user_id: 'eve' }),
];

let home: LocalHome;
const ask = (asked: string, limit = 10, only?: string[]) =>
  explain({ home: home.path, catalog, asked, limit, ...(only === undefined ? {} : { only }) });

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  home = makeHome();
  await home.land(...EVENTS.slice(0, 2));
  await home.refresh({ asOf: '2026-01-02T12:00:00.000Z' });
  await home.land(...EVENTS.slice(2));
  await decide(home.lake, 'unlink', ['user_id:ana', 'email:boss@example.com'], 0);
  await home.refresh();
  vi.restoreAllMocks();
}, 120_000);
afterAll(() => home.remove());

describe('a person is found', () => {
  it.each(['user_id:ana', 'email: ANA@example.com', 'ana@Example.com', 'v-1', 'ana'])('by %s', async (asked) => {
    expect(await ask(asked)).toMatchObject({ customer: { user_id: 'ana' } });
  });

  it('by the id that they have, and by one that they would have had', async () => {
    const { customer_id } = await ask('user_id:ana');
    const [old] = await home.rows(`select own_customer_id as id from customer_ids where identifier = 'user_id:ana'`);
    expect(old?.id).not.toBe(customer_id);
    for (const asked of [customer_id, String(old?.id)]) expect(await ask(asked)).toMatchObject({ customer_id });
    expect(personPage(await ask(String(old?.id)), PLAIN)).toContain(`${old?.id} is an id that this customer once had`);
  });

  it.each([
    ['anna@example.com', 'nobody is known as anna@example.com. Did you mean email:ana@example.com'],
    ['user_id:zzzzzzzz', 'nobody is known as user_id:zzzzzzzz'],
    ['c_0000000000000000', 'nobody is known as c_0000000000000000'],
    ['user_id:null', 'user_id:null names nobody'],
    ['  ', 'names nobody. Give an identifier'],
    ['7', /7 may mean several customers; name one:\n {2}crm_id:hubspot:7 is c_.*\n {2}crm_id:salesforce:7 is c_/],
  ])('or the command line is told why not: %s', async (asked, message) => {
    await expect(ask(asked)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) });
  });

  it('unless the stage model asked for is none', async () => {
    await expect(ask('ana', 1, ['fivestage'])).rejects.toThrow(
      'there is no stage model fivestage. Name one of crm_pipeline',
    );
  });
});

describe("a person's page", () => {
  it('tells the whole life under one model', async () => {
    const page = personPage(await ask('ana', 10, ['five_stage']), PLAIN);
    expect(page.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['stage', 'dormant since 2026-05-03T10:00:00.000Z'],
        ['email', 'ana@example.com', expect.stringContaining(' to '), 'seen with anonymous_id:v-1, user_id:ana'],
        ['phone:+34600', 'seen with 2 of type user_id, the limit is 1'],
        ['1970-01-01T00:00:00.000Z', 'unlink', 'email:boss@example.com', 'user_id:ana'],
        [
          '2026-01-02T10:00:00.000Z',
          'consideration',
          'cycle 1',
          'registered; or engaged x2 within 30d, by signed_up signup',
        ],
        ['2026-05-03T10:00:00.000Z', 'dormant', 'cycle 1', 'now', 'no activity for 120 days, by time'],
        [
          expect.any(String),
          'five_stage@1',
          'entered',
          'purchase to dormant',
          '2026-05-03T10:00:00.000Z',
          expect.stringContaining('told 20'),
        ],
        ['2026-01-03T10:00:00.000Z', 'purchased', 'o1', '4990 minor units'],
        ['2026-01-03T10:00:00.000Z', 'order_completed', 'sales by crm', 'o1'],
      ]),
    );
    expect(page).toContain('Changes (2 since the baseline of 2)');
    expect(page).not.toContain('growth');
  });

  it('shows the latest when there are more, and says so', async () => {
    const person = await ask('ana', 1);
    expect(person.events).toEqual([expect.objectContaining({ event_id: 'o1' })]);
    expect(personPage(person, PLAIN)).toContain('Events (the latest 1 of 3)');
    expect(person.signals_in_all).toBeGreaterThan(1);
    expect((await ask('ana', 0)).signals_in_all).toBe(person.signals_in_all);
  });

  it('tells of a shared identifier what it is', async () => {
    const page = personPage(await ask('phone:+34600'), PLAIN);
    expect(page).toContain('no events of its own');
    expect(page).toContain('shared: seen with 2 of type user_id, the limit is 1');
  });

  it('never lets a sender steer the terminal', async () => {
    const page = personPage(await ask('eve'), PLAIN);
    expect(page).toContain('evil\ufffd[2J');
    expect(page).not.toContain('\u001b');
    expect(cell('a\u202eb\nc\u0085')).toBe('a\ufffdb\ufffdc\ufffd');
  });

  it('is coloured on a terminal, unless NO_COLOR says no', async () => {
    const person = await ask('ana', 1, ['growth']);
    expect(personPage(person, styleOf(true, ''))).toContain('\u001b[32m');
    expect(personPage(person, styleOf(true, '1'))).toBe(personPage(person, PLAIN));
  });

  it('leaves out what the tables do not have', () => {
    const nobody: Person = {
      asked: 'x',
      found_by: 'x',
      customer_id: 'c_1',
      as_of: 'now',
      customer: null,
      identifiers: [],
      hubs: [],
      decisions: [],
      entries: [],
      changes: null,
      signals: [],
      signals_in_all: 0,
      events: [],
      events_in_all: 0,
    };
    expect(personPage(nobody, PLAIN)).toBe('c_1  as of now\nno events of its own\n');
    expect(columnLines([])).toEqual([]);
  });
});

describe('why', () => {
  const growth = catalog.stageModels.find(({ name }) => name === 'growth');
  it.each([
    ['growth', 'conversion', 'purchased'],
    ['maintenance', 'growth', 'purchased x2'],
    ['lost', 'acquisition', 'no activity for 90 days'],
    ['churned', 'growth', 'cancelled'],
    ['reactivation', 'dormant', 'came back from dormant'],
    ['acquisition', 'lost', 'came back from lost'],
    ['growth', 'reactivation', 'purchased'],
    ['unheard_of', null, ''],
  ])('%s after %s: %s', (stage, previousStage, why) => {
    if (growth === undefined) throw new Error('there is no growth');
    expect(whyOf(growth, { stage, previousStage })).toBe(why);
  });
});

describe('on the command line', () => {
  it('a page is plain in a pipe, JSON on request, and nobody is exit code 2', () => {
    const { status, stdout } = home.lifecycle('explain', 'ana', '--model', 'growth');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^c_[0-9a-f]{16} {2}ana@example.com {2}ana {2}as of 2026-06-01/);
    expect(JSON.parse(home.lifecycle('explain', 'ana', '--format', 'json').stdout)).toMatchObject({
      asked: 'ana',
      events_in_all: 3,
    });
    expect(home.lifecycle('explain', 'nobody@example.org')).toMatchObject({ status: 2, stdout: '' });
  });
});
