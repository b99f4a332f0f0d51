import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diffModels } from '../../../infra/local/diff/diff.ts';
import { readModelVersion } from '../../../infra/local/diff/model-version.ts';
import { diffPage } from '../../../infra/local/diff/page.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { styleOf } from '../../../infra/local/terminal.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import { customersThatMove } from '../../../sql/operations.ts';
import { shippedCatalog } from '../../support/shipped.ts';
import { type LocalHome, makeHome } from './local-home.ts';

/** growth as shipped, and a second version that takes three purchase days to maintenance, not two. */
function withSecondGrowth(): Catalog {
  const catalog = shippedCatalog();
  const growth = catalog.stageModels.find(({ name }) => name === 'growth');
  if (growth === undefined) throw new Error('there is no growth');
  const stages = growth.stages.map((stage) =>
    stage.name === 'maintenance' ? { ...stage, enter: stage.enter.map((rule) => ({ ...rule, count: 3 })) } : stage,
  );
  return { ...catalog, stageModels: [...catalog.stageModels, { ...growth, version: 2, stages }] };
}

const order = (id: string, day: string, userId: string) => ({
  event_id: id,
  event_name: 'order_completed',
  occurred_at: `${day}T10:00:00.000Z`,
  user_id: userId,
  properties: { order_id: id, amount_minor: 100, currency: 'USD' },
});

/** Ana bought on three days, Ben and Bea on two, Cleo once; Dan only looked at a page, whom crm_pipeline does not know. */
const EVENTS = [
  ...['2026-05-01', '2026-05-02', '2026-05-03'].map((day, i) => order(`a${i}`, day, 'ana')),
  ...['2026-05-01', '2026-05-02'].flatMap((day, i) => [order(`b${i}`, day, 'ben'), order(`c${i}`, day, 'bea')]),
  order('d', '2026-05-01', 'cleo'),
  { event_id: 'e', event_name: 'page_viewed', source: 'web', occurred_at: '2026-05-01T10:00:00.000Z', user_id: 'dan' },
];

const catalog = withSecondGrowth();
let home: LocalHome;
const diff = (from: string, to: string, limit = 20) =>
  readTables(home.path, (warehouse) => diffModels(warehouse, { from, to, catalog, limit }));

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  home = makeHome();
  await home.land(...EVENTS);
  await home.refresh({ catalog });
  vi.restoreAllMocks();
}, 120_000);
afterAll(() => home.remove());

describe('two versions of a stage model', () => {
  it('are compared customer by customer', async () => {
    const found = await diff('growth@1', 'growth@2');
    expect(found).toMatchObject({ from: 'growth@1', to: 'growth@2', customers: 5, customers_moved: 2 });
    expect(found.pairs).toEqual([
      { from_stage: 'maintenance', to_stage: 'growth', customers: 2 },
      { from_stage: 'acquisition', to_stage: 'acquisition', customers: 1 },
      { from_stage: 'growth', to_stage: 'growth', customers: 1 },
      { from_stage: 'maintenance', to_stage: 'maintenance', customers: 1 },
    ]);
    expect(found.moved.map((row) => row.user_id).sort()).toEqual(['bea', 'ben']);
    expect(found.moved[0]).toMatchObject({
      from_since: '2026-05-02T10:00:00.000Z',
      to_since: '2026-05-01T10:00:00.000Z',
    });
  });

  it('read as a page, most customers first', async () => {
    const page = diffPage(await diff('growth@1', 'growth@2', 1), styleOf(false));
    expect(page.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['growth@1 to growth@2', 'as of 2026-06-01T00:00:00.000Z'],
      ['2 of 5 customers stand elsewhere (40.0 %)'],
      [''],
      ['customers', 'growth@1', 'growth@2'],
      ['2', 'maintenance', 'growth'],
      ['1', 'acquisition', 'acquisition'],
      ['1', 'growth', 'growth'],
      ['1', 'maintenance', 'maintenance'],
      [''],
      ['Who (1 of 2; --limit shows more)'],
      [
        expect.stringMatching(/^c_/),
        expect.stringMatching(/^be/),
        'maintenance since 2026-05-02T10:00:00.000Z',
        'growth since 2026-05-01T10:00:00.000Z',
      ],
      [''],
    ]);
  });

  it('are equal to themselves', async () => {
    const found = await diff('growth@2', 'growth@2');
    expect(found).toMatchObject({ customers: 5, customers_moved: 0, moved: [] });
    expect(diffPage(found, styleOf(false))).toContain('0 of 5 customers stand elsewhere\n');
  });

  it('may differ in whom they know', async () => {
    const { moved } = await diff('crm_pipeline@1', 'five_stage@1');
    expect(moved.find((row) => row.user_id === 'dan')).toMatchObject({ from_stage: null, to_stage: 'awareness' });
  });
});

describe('a model that cannot be compared', () => {
  const built = [{ model: 'growth', version: 1 }];
  it.each([
    ['growth@2', 'growth@2 is in sql/lifecycle/models but not in the tables yet. Run `lifecycle refresh` first'],
    ['growth', 'growth needs its version: growth@1'],
    ['grwth@1', 'there is no stage model grwth@1. Name one of growth@1'],
  ])('%s: %s', (word, message) => {
    const read = () => readModelVersion(word, built, [...built, { model: 'growth', version: 2 }]);
    expect(read).toThrow(expect.objectContaining({ exitCode: 2, message: `[diff] ${message}` }));
  });

  it('is exit code 2 on the command line, as is a limit that is no number', () => {
    const same = home.lifecycle('diff', 'growth@1', 'growth@2', '--format', 'json');
    expect([same.status, JSON.parse(same.stdout)]).toMatchObject([0, { customers_moved: 2 }]);
    expect(home.lifecycle('diff', 'growth@1', 'growth@9')).toMatchObject({ status: 2, stdout: '' });
    expect(home.lifecycle('diff', 'growth@1', 'growth@2', '--limit', 'x').stderr).toContain('--limit is NaN');
  });
});

it('no text of a caller reaches a statement unquoted', () => {
  const one = { model: "growth' or 'x' = 'x", version: 1 };
  expect(customersThatMove(one, one, 5)).toContain("model = 'growth'' or ''x'' = ''x'");
  expect(() => customersThatMove(one, { ...one, version: 0.5 }, 5)).toThrow('0.5 is no whole number');
});
