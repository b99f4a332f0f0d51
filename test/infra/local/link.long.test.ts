import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decide, readDecisions } from '../../../infra/local/links/decide.ts';
import {
  type Action,
  type Decision,
  decisionObject,
  latestDecision,
  nextDecision,
  toPair,
} from '../../../infra/local/links/decision.ts';
import { remarksOn } from '../../../infra/local/links/remarks.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { lakePlace } from '../../../sql/lake-place.ts';
import { shippedCatalog } from '../../support/shipped.ts';
import { type LocalHome, makeHome } from './local-home.ts';

const NOW = Date.parse('2026-05-01T00:00:00.000Z');
const PAIR = toPair('email:family@example.com', 'crm_id:crm:2');

describe('a decision', () => {
  it('names the smaller identifier first, by its bytes', () => {
    expect(PAIR).toEqual({ identifier_a: 'crm_id:crm:2', identifier_b: 'email:family@example.com' });
    const [late, early] = ['user_id:\u{1f600}', 'user_id:\uffff'];
    expect(toPair(late, early)).toEqual({ identifier_a: early, identifier_b: late });
  });

  it('holds after any others, in whatever order they are read, also when the clock was set back', () => {
    const step = fc.record({ action: fc.constantFrom('link', 'unlink'), now: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const log: Decision[] = [];
        for (const { action, now } of steps) {
          const next = nextDecision(action, PAIR, latestDecision(log, PAIR), now);
          if (next !== null) log.push(next);
        }
        const last = steps.at(-1)?.action;
        expect([log, log.toReversed()].map((read) => latestDecision(read, PAIR)?.action)).toEqual([last, last]);
      }),
    );
  });

  it('lies where the models read it', () => {
    const relation = shippedCatalog().relations.get('raw_link_decisions');
    const decision = nextDecision('unlink', PAIR, null, NOW);
    if (relation === undefined || decision === null) throw new Error('nothing to decide');
    const { folder, partition } = lakePlace(relation);
    expect(decisionObject(decision).key).toMatch(
      new RegExp(`^${folder}/${partition}=2026-05-01/[0-9a-f]{64}\\.ndjson\\.gz$`),
    );
    expect(Object.keys(decision)).toEqual(relation.columns.map(({ name }) => name));
  });
});

describe('link and unlink', () => {
  let home: LocalHome;
  beforeEach(() => {
    home = makeHome();
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    home.remove();
  });

  const order = (id: string, day: string, crmId: string) => ({
    event_id: id,
    event_name: 'order_completed',
    occurred_at: `${day}T10:00:00.000Z`,
    crm_id: crmId,
    email: ' Family@Example.com',
    properties: { order_id: id, amount_minor: 100, currency: 'USD' },
  });
  const WORDS: [string, string] = ['email:FAMILY@example.com', 'crm_id:crm:2'];
  const people = () => home.rows('select customer_id, count_events from customers order by first_seen_at');
  const story = () =>
    home.rows(
      "select kind, customer_id, to_stage, merged_into from stage_changes where model = 'five_stage' order by detected_at, customer_id, sequence",
    );

  it('part two people who share an e-mail address, keep them apart, and join them again', {
    timeout: 240_000,
  }, async () => {
    await home.land(order('o1', '2026-05-01', '1'), order('o2', '2026-05-02', '2'));
    await home.refresh();
    const [joined] = await people();
    expect(await people()).toEqual([{ customer_id: joined?.customer_id, count_events: 2 }]);

    expect(await decide(home.lake, 'unlink', WORDS, NOW)).toEqual({ action: 'unlink', ...PAIR, changed: true });
    await home.refresh();
    const apart = await people();
    expect(apart.map((row) => row.count_events)).toEqual([1, 1]);
    expect(apart[0]?.customer_id).toBe(joined?.customer_id);

    await home.land(order('o3', '2026-05-03', '2'));
    await home.refresh();
    expect((await people()).map((row) => row.count_events)).toEqual([1, 2]);

    expect(await decide(home.lake, 'link', WORDS, NOW)).toEqual({ action: 'link', ...PAIR, changed: true });
    await home.refresh();
    expect(await people()).toEqual([{ customer_id: joined?.customer_id, count_events: 3 }]);
    const told = await story();
    expect(told.filter((row) => row.kind === 'retracted')).toContainEqual({
      kind: 'retracted',
      customer_id: apart[1]?.customer_id,
      to_stage: 'purchase',
      merged_into: joined?.customer_id,
    });

    await home.refresh();
    expect(await story()).toEqual(told);
  });

  it('write nothing where the same holds already', async () => {
    expect(await decide(home.lake, 'unlink', WORDS, NOW)).toMatchObject({ changed: true });
    expect(await decide(home.lake, 'unlink', ['crm_id:crm:2', ' email:family@example.com '], NOW + 1)).toMatchObject({
      changed: false,
    });
    expect(await readDecisions(home.lake)).toHaveLength(1);
  });

  it.each([
    [['ana@example.com', 'user_id:ana'], 'ana@example.com is no identifier. Write type:value'],
    [['email:ana@example.com', 'user_id:null'], 'user_id:null names nobody'],
    [['email:ana@example.com', 'email:ANA@example.com'], 'are one identifier. Name two'],
  ])('refuse %s', async (words, message) => {
    const refused = decide(home.lake, 'link', words as [string, string], NOW);
    await expect(refused).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
    expect(await readDecisions(home.lake)).toEqual([]);
  });

  it('remark on what a decision will not do', { timeout: 120_000 }, async () => {
    const signup = (id: string, who: object) => ({
      event_id: id,
      event_name: 'signed_up',
      source: 'web',
      occurred_at: '2026-05-01T10:00:00.000Z',
      ...who,
    });
    const phone = '+34600';
    await home.land(
      signup('s1', { user_id: 'ana', email: 'ana@example.com', phone }),
      signup('s2', { user_id: 'bob', phone }),
    );
    await home.refresh();
    const remarks = async (action: Action, one: string, other: string) => {
      const decided = { action, ...toPair(one, other), changed: true };
      return readTables(home.path, (warehouse) => remarksOn(warehouse, decided));
    };
    expect(await remarks('link', 'user_id:ana', 'user_id:bob')).toEqual([]);
    expect(await remarks('link', 'email:ana@example.com', 'user_id:ana')).toEqual([]);
    expect(await remarks('unlink', 'phone:+34600', 'user_id:eve')).toEqual([
      'user_id:eve has not been seen up to the last refresh: the decision waits until it is',
    ]);
    expect(await remarks('link', 'phone:+34600', 'user_id:bob')).toEqual([
      'phone:+34600 is shared by many, so it ties nobody together, linked or not; see `explain phone:+34600`',
    ]);
    expect(await remarks('link', 'email:ana@example.com', 'user_id:bob')).toEqual([
      expect.stringContaining('email:ana@example.com is then seen with 2 of type user_id, the limit is 1'),
    ]);
  });

  it('print on the command line what they did', () => {
    const { status, stdout } = home.lifecycle('unlink', ...WORDS);
    expect([status, JSON.parse(stdout)]).toEqual([0, { action: 'unlink', ...PAIR, changed: true }]);
    expect(JSON.parse(home.lifecycle('unlink', ...WORDS).stdout)).toMatchObject({ changed: false });
    const refused = home.lifecycle('link', 'ana', 'bob');
    expect([refused.status, refused.stdout]).toEqual([2, '']);
  });
});
