import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../lambdas/refresh/build.ts';
import type { RunMemory } from '../../lambdas/refresh/memory.ts';
import { type RefreshSummary, refresh } from '../../lambdas/refresh/refresh.ts';
import { textHashesOf } from '../../lambdas/refresh/standing.ts';
import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { seedsOf } from './plan-refresh.ts';
import type { OnStep } from './steps.ts';
import type { Target } from './target/target.ts';
import type { Aim, Begun } from './target/unfinished.ts';

type Running = {
  config: Config;
  onModel?: (run: ModelRun, done: number, of: number) => void;
  onStep?: OnStep;
};

/** Does what a plan says, and remembers it where the engine cannot undo it. */
export async function runPlan(target: Target, catalog: Catalog, begun: Aim, running: Running): Promise<RefreshSummary> {
  const memory = target.unfinished?.begin({ ...begun, textHashes: hashesNow(catalog, running.config) }) ?? null;
  return run(target, catalog, begun, running, memory);
}

/**
 * Finishes the run that died on the target, if one did, with the id, the instant and the objects that it had. Answers whether everything
 * must be rebuilt instead, because the models are others now.
 */
export async function finishLast(
  target: Target,
  catalog: Catalog,
  running: Running & { isFull?: boolean },
): Promise<boolean> {
  const died = target.unfinished?.read() ?? null;
  if (died === null) return false;
  const { begun, memory } = died;
  if (running.isFull === true || !isAsThen(begun, catalog, running.config)) {
    target.unfinished?.end();
    return true;
  }
  process.stderr.write(`[refresh] going on with ${begun.runId}, which ended after ${memory.done.length} models\n`);
  await run(target, catalog, begun, running, memory);
  return false;
}

function hashesNow(catalog: Catalog, config: Config): ReadonlyMap<string, string> {
  return textHashesOf(catalog, seedsOf(catalog, config));
}

function isAsThen({ textHashes }: Begun, catalog: Catalog, config: Config): boolean {
  const now = hashesNow(catalog, config);
  return now.size === textHashes.size && [...now].every(([name, hash]) => textHashes.get(name) === hash);
}

async function run(
  target: Target,
  catalog: Catalog,
  begun: Aim,
  running: Running,
  memory: RunMemory | null,
): Promise<RefreshSummary> {
  const summary = await target.replace(
    (warehouse) => build(target, warehouse, catalog, begun, { ...running, ...(memory === null ? {} : { memory }) }),
    running.onStep,
  );
  target.unfinished?.end();
  return summary;
}

async function build(
  target: Target,
  warehouse: Warehouse,
  catalog: Catalog,
  { plan, only, ...begun }: Aim,
  { config, onModel, memory }: Running & { memory?: RunMemory },
): Promise<RefreshSummary> {
  await target.openLake(warehouse, catalog, plan.paths);
  const previousAsOf = plan.mode === 'incremental' ? plan.previousAsOf : null;
  const { runId, startedAt, isBaseline, isBaselineTold } = begun;
  return refresh({
    ...{ warehouse, catalog, config, schema: target.schema },
    run: {
      ...{ runId, asOf: plan.asOf, startedAt, isBaseline, isBaselineTold },
      ...(previousAsOf === null ? {} : { previousAsOf }),
    },
    mode: plan.mode === 'idle' ? 'incremental' : plan.mode,
    increment: plan.increment,
    objects: plan.objects,
    clock: Date.now,
    ...(warehouse.engine === 'duckdb' ? { cpuClock } : {}),
    ...(only === null ? {} : { only }),
    ...(onModel === undefined ? {} : { onModel }),
    ...(memory === undefined ? {} : { memory }),
  });
}

/** All threads of this process, DuckDB's too. */
function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
