import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../infra/local/catalog.ts';
import { expectPassed, runChecks } from '../../lambdas/refresh/check.ts';
import type { Relation } from '../../sql/catalog.ts';
import { appendNew, appendRows, comments, countRows, dropTable } from '../../sql/statements.ts';
import { buildOnBoth, type Two } from './both.ts';
import { recentCdnowEvents } from './cdnow.ts';
import { differences } from './compare.ts';
import { landDecisions, landEvents, landLines } from './lake.ts';
import { manyLives } from './many-lives.ts';
import { stagesOf } from './stages.ts';

const lives = { count: 80, seed: 20260101 };
/** In the midst of the lives, some events and deadlines behind it; a fraction that would round up shows where one is rounded. */
const asOf = '2027-02-10T23:45:00.970Z';
const decisions = [
  ['1', '2027-01-01T00:00:00.000Z', 'unlink', 'email:p1-life0@example.org', 'user_id:u1-life0'],
  ['2', '2027-01-01T00:00:00.001Z', 'link', 'user_id:u1-life0', 'user_id:u1-life1'],
].map(([decision_id = '', decided_at = '', action = '', identifier_a = '', identifier_b = '']) => ({
  decision_id,
  decided_at,
  action,
  identifier_a,
  identifier_b,
}));
/** Trino refuses 150 and warns from 50. */
const mostStages = 60;

const relations = [...loadCatalog().relations.values()];
const compared = relations.filter(({ kind }) => kind !== 'external' && kind !== 'ledger');
const selects = relations.filter(({ sql }) => sql !== null);
const named = <T extends { name: string }>(list: T[]) => list.map((relation) => [relation.name, relation] as const);

describe('one text, two engines', () => {
  const lake = mkdtempSync(join(tmpdir(), 'lake-'));
  let built: Two;

  beforeAll(async () => {
    await landLines(lake, manyLives(lives.count, lives.seed));
    await landDecisions(lake, decisions);
    await landEvents(lake, recentCdnowEvents());
    built = await buildOnBoth(lake, asOf);
  });
  afterAll(async () => {
    await built?.close();
    rmSync(lake, { recursive: true });
  });

  test.each(named(compared))('%s has the same rows on DuckDB and on Trino', async (_name, relation) => {
    const found = await differences(relation, built.duckdb, built.trino);
    expect(found.slice(0, 4), `${found.length} rows differ`).toEqual([]);
  });

  test.each(['events', 'customer_redirects', 'identity_conflicts', 'event_conflicts', 'stage_history', 'metrics'])(
    '%s is not empty, so that being equal means something',
    async (name) => expect(Number((await built.duckdb.query(countRows(name)))[0]?.row_count)).toBeGreaterThan(0),
  );

  test(`no model needs more than ${mostStages} stages`, async () => {
    const stages: Record<string, number> = {};
    const count = async ({ name, sql }: Relation) => {
      stages[name] = await stagesOf(built.trino, sql ?? '');
    };
    for (let from = 0; from < selects.length; from += 4) await Promise.all(selects.slice(from, from + 4).map(count));
    process.stderr.write(`[trino] stages per model: ${JSON.stringify(stages)}\n`);
    expect(Object.entries(stages).filter(([, count]) => count > mostStages)).toEqual([]);
  });

  test('every check passes there too', async () => {
    const all = relations.map(({ name }) => ({ model: name, made: name }));
    expectPassed(await runChecks(built.trino, built.catalog, all), built.catalog);
  });

  test.each(named(relations.filter(({ kind }) => kind === 'append')))(
    '%s: once more adds nothing',
    async (name, relation) => {
      const before = await built.trino.query(countRows(name));
      for (const statement of appendNew(relation, 'trino')) await built.trino.run(statement);
      expect(await built.trino.query(countRows(name))).toEqual(before);
    },
  );

  test.each(named(relations.filter(({ kind }) => kind === 'ledger')))(
    '%s: the runner writes its ledger',
    async (name, relation) => {
      await built.trino.run(dropTable(name));
      const row = Object.fromEntries(relation.columns.map((column) => [column.name, null]));
      for (const statement of appendRows(relation, [row, row], 'trino')) await built.trino.run(statement);
      expect(await built.trino.query(countRows(name))).toEqual([{ row_count: 2 }]);
    },
  );

  test.each(['stage_history', 'events'])('%s: its comments are taken', async (name) => {
    const relation = built.catalog.relations.get(name);
    const texts = relation === undefined ? [] : comments(relation);
    for (const text of texts) await built.trino.run(text);
    expect(texts.length).toBeGreaterThan(0);
  });
});
