import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { shippedCatalog } from '../support/shipped.ts';

/** Identifiers in all; LIFECYCLE_IDENTIFIERS=1000000 looks at a million. */
const IDENTIFIERS = Number(process.env.LIFECYCLE_IDENTIFIERS ?? '40000');
const QUARTER = Math.floor(IDENTIFIERS / 4);

/** Names in an order that has nothing to do with the links. */
const name = (kind: string, i: string) => `substr(md5(concat('${kind}', cast(${i} as varchar))), 1, 12)`;

/** One chain of a quarter of all, one star, a binary tree, and pairs: a b, once in each direction. */
const LINKS = `
  select ${name('chain', 'i')} as a, ${name('chain', 'i + 1')} as b from range(${QUARTER - 1}) as t(i)
  union all select ${name('star', '0')}, ${name('star', 'i + 1')} from range(${QUARTER - 1}) as t(i)
  union all select ${name('tree', 'i + 1')}, ${name('tree', '(i + 1) // 2')} from range(1, ${QUARTER}) as t(i)
  union all select ${name('pair', '2 * i')}, ${name('pair', '2 * i + 1')} from range(${Math.floor(QUARTER / 2)}) as t(i)`;

describe('components of identifiers', () => {
  let warehouse: Warehouse;
  let rounds = 0;

  beforeAll(async () => {
    warehouse = await memoryWarehouse();
    // plain DuckDB here: the generator is no model
    await warehouse.run('create or replace temp macro md5(x) as system.main.md5(x)');
    await warehouse.run(`create table links as ${LINKS}`);
    await warehouse.run(
      'create table int_identity_edges as select a as identifier, b as neighbour from links union all select b, a from links',
    );
    await warehouse.run(
      'create table int_identity_nodes as select distinct identifier, identifier as label from int_identity_edges',
    );
    const {
      runs: [run],
    } = await buildModels({
      warehouse,
      catalog: shippedCatalog(),
      seeds: new Map(),
      schema: 'lifecycle',
      clock: Date.now,
      exactly: ['int_identity_labels'],
    });
    rounds = run?.rounds ?? 0;
  }, 600_000);
  afterAll(() => warehouse.close());

  it('are found in a number of rounds that grows with the logarithm', () => {
    expect(rounds).toBeGreaterThan(2);
    expect(rounds).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(IDENTIFIERS)) - 10);
  });

  it('never split a link', async () => {
    const split = `select count(*) as split from links join int_identity_labels x on x.identifier = a join int_identity_labels y on y.identifier = b where x.label <> y.label`;
    expect(await warehouse.query(split)).toEqual([{ split: 0 }]);
  });

  it('are as many as there are chains, stars, trees and pairs, each named by its smallest member', async () => {
    const counted =
      'select count(distinct label) as components, count(case when label > identifier then 1 end) as too_large from int_identity_labels';
    expect(await warehouse.query(counted)).toEqual([{ components: 3 + Math.floor(QUARTER / 2), too_large: 0 }]);
  });
});
