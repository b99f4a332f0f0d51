import { parse } from 'yaml';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../../lambdas/refresh/build.ts';
import { buildCatalog } from '../../../sql/catalog.ts';
import { planWaves } from '../../../sql/plan.ts';
import { createTable, useSchema } from '../../../sql/statements.ts';
import type { Bench } from './bench.ts';
import { type Comparison, compare, type Usage, usageOf } from './compare.ts';
import { trivialModels } from './trivial-models.ts';

const PLANNED = 100;
const RUN = 60;
const SCHEMA = 'bench';

/** What the runner adds to the statements that it runs. */
export const bench: Bench = async ({ rounds, onStep }) => {
  const comparisons = [];
  for (const work of [compileAndPlan(), runTrivialModels()]) {
    comparisons.push(await compare(work, rounds, (done, of) => onStep(done, of, work.name)));
  }
  return {
    comparisons,
    notes: ['the runner also looks at the columns of each model and counts its rows; nobody else is asked to here'],
  };
};

/** The YAML parser is what a compiler of twins cannot do without. */
function compileAndPlan(): Comparison {
  const { files } = trivialModels(PLANNED);
  const twins = Object.entries(files).flatMap(([path, text]) => (path.endsWith('.yml') ? [text] : []));
  return {
    name: `compile and plan ${PLANNED} models`,
    goal: 'P8: <= 200 ms',
    measure: 'cpu',
    ratioOf: 'cost',
    work: { count: PLANNED, unit: 'models' },
    subject: { label: 'catalog and plan', run: () => usageOf(() => planWaves(buildCatalog(files))) },
    baseline: { label: 'their YAML parsed', run: () => usageOf(() => twins.map((twin) => parse(twin))) },
  };
}

function runTrivialModels(): Comparison {
  const { files, selects } = trivialModels(RUN);
  return {
    name: `run ${RUN} trivial models`,
    goal: 'P8: <= 0.1x of dbt build',
    measure: 'wall',
    ratioOf: 'cost',
    work: { count: RUN, unit: 'models' },
    subject: { label: 'compiled, planned and run', run: () => inMemory((warehouse) => runModels(warehouse, files)) },
    baseline: {
      label: 'their statements by hand',
      run: () =>
        inMemory(async (warehouse) => {
          for (const [name, select] of selects) await warehouse.run(createTable(name, select));
        }),
    },
  };
}

async function runModels(warehouse: Warehouse, files: Record<string, string>): Promise<void> {
  const catalog = buildCatalog(files);
  await buildModels({ warehouse, catalog, seeds: new Map(), schema: SCHEMA, clock: Date.now });
}

async function inMemory(work: (warehouse: Warehouse) => Promise<void>): Promise<Usage> {
  const warehouse = await openDuckDb({ path: ':memory:' });
  try {
    for (const statement of useSchema(SCHEMA)) await warehouse.run(statement);
    return await usageOf(() => work(warehouse));
  } finally {
    await warehouse.close();
  }
}
