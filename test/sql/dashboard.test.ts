import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js';
import { expect, test } from 'vitest';
import * as dashboard from '../../sql/dashboard.ts';

const MODEL = { model: "o'model", version: 1 };
const SINCE = '2026-06-17T09:00:00.000Z';
const SLICE = { limit: 50, offset: 100 };

const STATEMENTS: Record<string, string> = {
  LATEST_REFRESH: dashboard.LATEST_REFRESH,
  LADDERS: dashboard.LADDERS,
  FRESHNESS: dashboard.FRESHNESS,
  peopleByStage: dashboard.peopleByStage(MODEL, SINCE, 'trino'),
  movesSince: dashboard.movesSince(MODEL, SINCE, 'trino'),
  countChangesSince: dashboard.countChangesSince(MODEL, SINCE, 'athena'),
  changesListed: dashboard.changesListed(MODEL, SINCE, 'trino', SLICE),
  newestCohorts: dashboard.newestCohorts({ cohortBy: 'purchased', grain: 'month' }, 12, 13),
  metricTrends: dashboard.metricTrends('month', 13),
  FAILED_CHECKS: dashboard.FAILED_CHECKS,
  COUNT_CHECKS: dashboard.COUNT_CHECKS,
  peopleListed: dashboard.peopleListed(MODEL, null, SLICE),
  peopleAtStage: dashboard.peopleListed(MODEL, 'purchase', SLICE),
  countPeople: dashboard.countPeople(MODEL, 'purchase'),
  peopleFound: dashboard.peopleFound(MODEL, { identifiers: ["email:o'hara@example.com"], text: "O'Hara" }, 50),
  customerEvents: dashboard.customerEvents('c_0123456789abcdef', SLICE),
  customerSignals: dashboard.customerSignals('c_0123456789abcdef', SLICE),
};

test.each(Object.entries(STATEMENTS))('%s is Trino’s grammar, too', (_, sql) => {
  expect(new TrinoSQL().validate(sql)).toEqual([]);
});

test('a slice is of whole numbers', () => {
  for (const offset of [-1, 0.5, Number.NaN, 2 ** 60]) {
    expect(() => dashboard.customerEvents('c', { limit: 1, offset })).toThrow('no whole number');
  }
});
