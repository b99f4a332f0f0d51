import { Fault } from '../../lambdas/lib/errors.ts';
import type { Increment } from '../../lambdas/refresh/how.ts';
import { decideMode } from '../../lambdas/refresh/mode.ts';
import type { Objects } from '../../lambdas/refresh/objects.ts';
import { seedRows } from '../../lambdas/refresh/seeds.ts';
import { NOTHING_PUBLISHED, type Published, readPublished, textHashesOf } from '../../lambdas/refresh/standing.ts';
import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { countDue } from '../../sql/statements.ts';
import { bothPaths, listObjects, type Paths, pathsOf } from './lake.ts';
import type { Target } from './target/target.ts';

/** What a refresh of this home will do; nothing has been written yet. */
export type RefreshPlan = {
  mode: 'full' | 'incremental' | 'partial' | 'idle';
  why: string;
  increment: Increment | null;
  asOf: string;
  /** The instant that the tables speak of; null where they were never built. */
  previousAsOf: string | null;
  objects: Objects;
  /** Event ids with more than one body, at the last refresh. */
  conflicts: number;
  /** The objects that the run reads. */
  paths: Paths;
};

/** Days as YYYY-MM-DD, both included. */
export type Days = { from: string; to: string };

export type Asked = {
  home: string;
  target: Target;
  config: Config;
  asOf?: string;
  isFull?: boolean;
  only?: readonly string[];
  backfill?: Days;
  startedAt: string;
};

/**
 * Looks at the lake, at what the tables hold of it and at the clock, and decides what is to be done.
 * Throws `Fault` (exit code 2) for an as_of before the last run's without `isFull`.
 */
export async function planRefresh(catalog: Catalog, asked: Asked): Promise<RefreshPlan> {
  const published = await readStanding(asked.target);
  const asOf = asOfOf(published, asked);
  const objects = await listObjects(asked.home, catalog, published.objects);
  if (asked.only !== undefined) return partial(published, asOf, objects);
  if (asked.backfill !== undefined) return backfill(published, objects, asked.backfill);
  const { mode, why, increment } = decideMode(
    catalog,
    {
      isFull: asked.isFull === true,
      textHashes: textHashesOf(catalog, seedsOf(catalog, asked.config)),
      landed: new Set(objects.landed.map(({ relation }) => relation)),
      isDue: await isDue(asked, published, asOf),
    },
    published.whole,
  );
  const fresh = pathsOf(objects);
  return {
    mode,
    why,
    increment,
    asOf,
    previousAsOf: published.whole?.asOf ?? null,
    objects,
    conflicts: published.last?.conflicts ?? 0,
    paths: mode === 'full' ? bothPaths(published.objects, fresh) : fresh,
  };
}

/** A part of the tables speaks of what the others speak of: of what had landed then. */
function partial(published: Published, asOf: string, objects: Objects): RefreshPlan {
  return {
    mode: 'partial',
    why: 'asked for',
    increment: null,
    asOf,
    previousAsOf: published.whole?.asOf ?? null,
    objects: { landed: [], setAside: objects.setAside },
    conflicts: published.last?.conflicts ?? 0,
    paths: published.whole === null ? pathsOf(objects) : published.objects,
  };
}

/**
 * What was received on those days is read again, as of the instant that the tables speak of; what landed on other days waits.
 * Throws `Fault` (exit code 2) where there are no tables yet.
 */
function backfill({ whole, objects: known, last }: Published, { landed, setAside }: Objects, days: Days): RefreshPlan {
  if (whole === null) {
    throw new Fault(
      '[backfill] there are no tables yet. Run `lifecycle refresh`: a first build tells nobody of the past',
      { exitCode: 2 },
    );
  }
  const fresh = { landed: landed.filter(({ path }) => isReceivedOn(path, days)), setAside };
  const again = [...known].map(
    ([relation, paths]) => [relation, new Set([...paths].filter((path) => isReceivedOn(path, days)))] as const,
  );
  const paths = bothPaths(new Map(again), pathsOf(fresh));
  const read = [...paths].filter(([, found]) => found.size > 0).map(([relation]) => relation);
  return {
    mode: read.length === 0 ? 'idle' : 'incremental',
    why: read.length === 0 ? 'nothing was received on those days' : `${read.join(', ')} of ${days.from} to ${days.to}`,
    increment: { rebuilt: new Set(), landed: new Set(read) },
    asOf: whole.asOf,
    previousAsOf: whole.asOf,
    objects: fresh,
    conflicts: last?.conflicts ?? 0,
    paths,
  };
}

function isReceivedOn(path: string, { from, to }: Days): boolean {
  const day = /\/received_date=(\d{4}-\d{2}-\d{2})\//.exec(path)?.[1];
  return day !== undefined && day >= from && day <= to;
}

async function readStanding({ mayHold, read, schema }: Target): Promise<Published> {
  return mayHold() ? read((warehouse) => readPublished(warehouse, schema)) : NOTHING_PUBLISHED;
}

/** The rows of a run do not count for what was edited, so those of any run will do. */
export function seedsOf(catalog: Catalog, config: Config) {
  const run = { runId: '', asOf: '', startedAt: '', knownModels: [], isBaseline: false, isBaselineTold: false };
  return seedRows(catalog, config, run);
}

async function isDue({ target, config, isFull }: Asked, { whole }: Published, asOf: string): Promise<boolean> {
  if (isFull === true || whole === null || whole.asOf === asOf) return false;
  const day = (instant: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: config.timeZone }).format(new Date(instant));
  if (day(whole.asOf) !== day(asOf)) return true;
  const [due] = await target.read((warehouse) => warehouse.query(countDue(whole.asOf, asOf, warehouse.engine)), {
    isDialectSpoken: true,
  });
  return Number(due?.events) + Number(due?.deadlines) > 0;
}

/**
 * The instant that the tables will speak of. History only moves forward, unless everything is asked for; and a part of the tables speaks
 * of the instant of the others.
 */
function asOfOf({ last }: Published, { asOf: given, only, isFull, backfill, startedAt }: Asked): string {
  if (backfill !== undefined) return last?.asOf ?? startedAt;
  const asOf = given ?? (only === undefined ? startedAt : (last?.asOf ?? startedAt));
  if (last === null) return asOf;
  if (only !== undefined && asOf !== last.asOf) {
    throw new Fault(
      `[refresh] --models rebuilds tables beside others that speak of ${last.asOf}. Leave --as-of out, or refresh everything`,
      { exitCode: 2 },
    );
  }
  if (asOf >= last.asOf || isFull === true) return asOf;
  throw new Fault(
    `[refresh] as_of ${asOf} is before the last run's ${last.asOf} (${last.runId}). Ask for a later one, or rebuild everything with --full`,
    { exitCode: 2 },
  );
}
