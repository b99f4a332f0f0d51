import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import type { ModelRun } from '../../lambdas/refresh/build.ts';
import type { RefreshSummary } from '../../lambdas/refresh/refresh.ts';
import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { loadCatalog } from './catalog.ts';
import { withLock } from './lock.ts';
import { openWebhook } from './notify.ts';
import { type Days, planRefresh, type RefreshPlan } from './plan-refresh.ts';
import { finishLast, runPlan } from './run-plan.ts';
import type { OnStep } from './steps.ts';
import { duckDbTarget } from './target/duckdb.ts';
import type { Target } from './target/target.ts';
import type { Aim } from './target/unfinished.ts';
import { NOBODY_TOLD, type Told, tell } from './tell.ts';

export type LocalRefresh = {
  home: string;
  config: Config;
  /** ISO instant; left out, now. */
  asOf?: string;
  /** Rebuild everything, whatever has changed. */
  isFull?: boolean;
  /** Whether subscribers are told of the past that a first build finds. */
  isPastTold?: boolean;
  /** Where the tables are; left out, the published file of the home. */
  target?: Target;
  /** A URL that is told beside the console. */
  webhook?: string;
  only?: readonly string[];
  /** Read again what was received on those days, as history: nobody is told. */
  backfill?: Days;
  onModel?: (run: ModelRun, done: number, of: number) => void;
  /** Is told of each write, commit, rename and publication before it is made. */
  onStep?: OnStep;
  /** What to build; left out, the models of sql/. */
  catalog?: Catalog;
};

export type LocalSummary = RefreshSummary & { why: string } & Told;

/**
 * Refreshes the tables of a LIFECYCLE_HOME, publishes them, and tells subscribers what changed. Where the engine cannot undo what a run did
 * before it died, that run is finished first.
 * Throws `Fault`: exit code 2 for an as_of before the last run's without `isFull`, 3 while another refresh runs.
 */
export async function refreshLocally(options: LocalRefresh): Promise<LocalSummary> {
  const startedAt = new Date().toISOString();
  if (options.webhook !== undefined) openWebhook(options.webhook, Date.now);
  makeHome(options.home);
  return withLock(join(options.home, 'refresh.lock'), startedAt, async () => {
    const catalog = options.catalog ?? loadCatalog();
    const target = options.target ?? duckDbTarget(options.home);
    const isFull = (await finishLast(target, catalog, options)) || options.isFull === true;
    const plan = await planRefresh(catalog, { ...options, target, isFull, startedAt });
    for (const { path, reason } of plan.objects.setAside)
      process.stderr.write(`[refresh] set aside ${path}: ${reason}\n`);
    const summary =
      plan.mode === 'idle'
        ? idleSummary(plan, startedAt)
        : await runPlan(target, catalog, toAim(plan, options, startedAt), options);
    // a part of the tables is no news: what it finds is told after the next whole refresh
    const told = plan.mode === 'partial' ? NOBODY_TOLD : await tell(catalog, { ...options, target });
    return { ...summary, why: plan.why, ...told };
  });
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (error) {
    throw new Fault(
      `[refresh] ${home} cannot be used: ${messageOf(error)}. Set LIFECYCLE_HOME to a folder that can be written`,
      { cause: error, exitCode: 2 },
    );
  }
}

function toAim(plan: RefreshPlan, options: LocalRefresh, startedAt: string): Aim {
  return {
    ...{ runId: runId(startedAt), startedAt, plan },
    isBaseline: options.backfill !== undefined,
    isBaselineTold: options.isPastTold === true,
    only: options.only ?? null,
  };
}

function runId(startedAt: string): string {
  return `run_${startedAt.replace(/\D/g, '')}_${randomBytes(3).toString('hex')}`;
}

function idleSummary({ asOf, objects, conflicts }: RefreshPlan, startedAt: string): RefreshSummary {
  return {
    run_id: runId(startedAt),
    as_of: asOf,
    mode: 'idle',
    events_new: 0,
    events_duplicate: 0,
    event_conflicts: conflicts,
    objects_new: 0,
    objects_set_aside: objects.setAside.length,
    models: 0,
    statements: 0,
    seconds: (Date.now() - Date.parse(startedAt)) / 1000,
    checks_warned: 0,
  };
}
