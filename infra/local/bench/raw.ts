import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { countOf } from '../../../lambdas/lib/warehouse/count-of.ts';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { Catalog, Relation } from '../../../sql/catalog.ts';
import { textFromNothing } from '../../../sql/incremental.ts';
import { appendRows, createTable, duckdbExternal } from '../../../sql/statements.ts';
import { duckdbDialect, loadCatalog } from '../catalog.ts';
import { lakeFolder } from '../home.ts';
import type { Bench } from './bench.ts';
import { compare, type Side, usageOf } from './compare.ts';
import { filesBelow } from './files.ts';
import { fillLake } from './lake.ts';

const DEFAULT_EVENTS = 200_000;
const MODEL = 'event_bodies';
const BY_HAND = 'by_hand';

/** From the lake's files to typed events: the model's own statement against a COPY that somebody would write by hand. */
export const bench: Bench = async (options) => {
  const { events = DEFAULT_EVENTS, rounds, seed, folder, onStep } = options;
  await fillLake(folder, { events, seed }, (done) => onStep(done, events, 'events written to a lake'));
  const catalog = loadCatalog();
  const compared = await compare(
    {
      name: 'raw NDJSON to typed events',
      goal: 'P5: >= 0.8x, one pass',
      measure: 'cpu',
      ratioOf: 'speed',
      work: { count: events, unit: 'events' },
      subject: side('the statement of event_bodies', {
        folder,
        work: (warehouse) => buildModel(warehouse, catalog, folder),
        check: (warehouse) => expectAbout(warehouse, MODEL, events),
      }),
      baseline: side('COPY by hand', {
        folder,
        work: (warehouse) => copyByHand(warehouse, catalog, folder),
        check: (warehouse) => expectAbout(warehouse, BY_HAND, events),
      }),
    },
    rounds,
    (done, of) => onStep(done, of, 'raw NDJSON to typed events'),
  );
  return {
    comparisons: [compared],
    notes: [
      'COPY leaves every text as it is: it types only the two instants, and neither ranks nor drops what came twice',
    ],
  };
};

interface Filling {
  folder: string;
  work: (warehouse: Warehouse) => Promise<void>;
  /** Not measured. */
  check: (warehouse: Warehouse) => Promise<void>;
}

/** Each run fills a database file of its own, on the same disk and with the same settings. */
function side(label: string, { folder, work, check }: Filling): Side {
  const path = join(folder, 'raw-bench.duckdb');
  return {
    label,
    run: async () => {
      const warehouse = await openDuckDb({ path, dialect: duckdbDialect() });
      try {
        const usage = await usageOf(() => work(warehouse));
        await check(warehouse);
        return usage;
      } finally {
        await warehouse.close();
        rmSync(path, { force: true });
      }
    },
  };
}

/** Fast for having left something out is not fast; some of the lines are retries, which the model drops. */
async function expectAbout(warehouse: Warehouse, table: string, events: number): Promise<void> {
  const rows = await countOf(warehouse, table);
  if (rows > events || rows < events * 0.9) {
    throw new Fault(`[bench] [raw] ${table} has ${rows} rows where ${events} lines had landed`);
  }
}

async function buildModel(warehouse: Warehouse, catalog: Catalog, home: string): Promise<void> {
  for (const relation of landedRelations(catalog)) {
    const files = filesBelow(join(lakeFolder(home), relation.name.replace('raw_', 'raw/')));
    await warehouse.run(duckdbExternal(relation, files));
  }
  await warehouse.run(createTable(MODEL, textFromNothing(relationOf(catalog, MODEL), 'duckdb')));
}

async function copyByHand(warehouse: Warehouse, catalog: Catalog, home: string): Promise<void> {
  const [first] = landedRelations(catalog);
  if (first === undefined) throw new Error('[bench] the catalog has no raw relation of events');
  const columns = first.columns.map((column) =>
    column.name.endsWith('_at') ? { ...column, type: 'timestamp(6)' as const } : column,
  );
  for (const statement of appendRows({ ...first, name: BY_HAND, columns }, [], 'duckdb'))
    await warehouse.run(statement);
  const glob = join(lakeFolder(home), 'raw/*/*/*.ndjson.gz').replaceAll("'", "''");
  await warehouse.run(`copy ${BY_HAND} from '${glob}' (format json, compression gzip)`);
}

/** What event_bodies reads. */
function landedRelations(catalog: Catalog): Relation[] {
  return relationOf(catalog, MODEL).inputs.map((name) => relationOf(catalog, name));
}

function relationOf(catalog: Catalog, name: string): Relation {
  const relation = catalog.relations.get(name);
  if (relation === undefined) throw new Error(`[bench] there is no model ${name} in sql/`);
  return relation;
}
