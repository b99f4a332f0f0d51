import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { keepRows, objectRows } from '../../lambdas/refresh/ledgers.ts';
import { readPublished } from '../../lambdas/refresh/standing.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { LAST_REFRESH } from '../../sql/statements.ts';
import { listObjects, pathsOf } from './lake.ts';
import { notifyLocally } from './notify.ts';
import { NO_STEPS, type OnStep } from './steps.ts';
import type { Target } from './target/target.ts';

export type Told = { notices_published: number; notices_failed: number };
export const NOBODY_TOLD: Told = { notices_published: 0, notices_failed: 0 };

const PUBLICATIONS = 'raw_publications';

type Telling = { home: string; target: Target; webhook?: string; onStep?: OnStep };

/** Tells what the tables hold for subscribers, then writes into the tables what was told. */
export async function tell(catalog: Catalog, { home, target, webhook, onStep = NO_STEPS }: Telling): Promise<Told> {
  const report = await target.read((warehouse) =>
    notifyLocally({
      ...{ home, warehouse, schema: target.schema, catalog, clock: Date.now, onStep },
      ...(webhook === undefined ? {} : { webhook }),
    }),
  );
  for (const reason of report.reasons) process.stderr.write(`[notify] ${reason}\n`);
  if (report.published > 0) {
    await target.replace((warehouse) => notePublications(warehouse, catalog, { home, target }), onStep);
  }
  return { notices_published: report.published, notices_failed: report.failed + report.held };
}

async function notePublications(warehouse: Warehouse, catalog: Catalog, { home, target }: Telling): Promise<void> {
  const published = await readPublished(warehouse, target.schema);
  const { landed } = await listObjects(home, catalog, published.objects, PUBLICATIONS);
  await target.openLake(warehouse, catalog, pathsOf({ landed, setAside: [] }));
  const exactly = ['publications', 'stage_notices'];
  await buildModels({ warehouse, catalog, seeds: new Map(), schema: target.schema, clock: Date.now, exactly });
  const [last] = await warehouse.query(LAST_REFRESH);
  await keepRows(warehouse, catalog, null, objectRows(String(last?.run_id), { landed, setAside: [] }));
}
