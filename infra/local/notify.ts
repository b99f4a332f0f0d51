import { ask } from '../../lambdas/lib/bus/ask.ts';
import type { Bus } from '../../lambdas/lib/bus/bus.ts';
import { consoleBus } from '../../lambdas/lib/bus/console.ts';
import { fanOut } from '../../lambdas/lib/bus/fan-out.ts';
import { webhookBus } from '../../lambdas/lib/bus/webhook.ts';
import { Fault } from '../../lambdas/lib/errors.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { countOf } from '../../lambdas/lib/warehouse/count-of.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { toNotice } from '../../lambdas/notify/notice.ts';
import { type PublishReport, publishNotices } from '../../lambdas/notify/publish.ts';
import { toRefreshedEnvelope } from '../../lambdas/notify/refreshed.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { hasTable, LAST_REFRESH, UNPUBLISHED_NOTICES } from '../../sql/statements.ts';
import { loadCatalog } from './catalog.ts';
import { lakeFolder } from './home.ts';
import { NO_STEPS, type OnStep, steppingBus, steppingLake } from './steps.ts';

export interface LocalNotify {
  home: string;
  /** The published tables, `schema` being the default one. */
  warehouse: Warehouse;
  schema?: string;
  /** Whose tables "Lifecycle Refreshed" counts; left out, that of sql/. */
  catalog?: Catalog;
  /** A URL that is told as well, with notices signed by LIFECYCLE_WEBHOOK_SECRET. */
  webhook?: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Where the console bus writes its lines; standard error where left out. */
  write?: (line: string) => void;
  onStep?: OnStep;
}

/** `isRefreshTold`: whether the webhook took "Lifecycle Refreshed"; null without a webhook. */
export type NotifyReport = PublishReport & { isRefreshTold: boolean | null };

const SECRET = 'LIFECYCLE_WEBHOOK_SECRET';
/** The console takes any number at once; small pages would only make many small files. */
const CONSOLE_PAGE = 500;
/** Names that are no promise to readers. */
const INTERNAL = /^(raw|stg|int)_/;

/**
 * Tells the console, and the webhook where there is one, what the last refresh found and nobody was told; then the webhook that the
 * tables are ready. To be called while the refresh's lock is held, so that one process tells at a time.
 * Throws `Fault`: exit code 2 for a webhook that can never work, else when the lake cannot be written. A sink's trouble is in the report.
 */
export async function notifyLocally(input: LocalNotify): Promise<NotifyReport> {
  const { home, warehouse, clock, write = toStandardError, onStep = NO_STEPS } = input;
  const webhook = input.webhook === undefined ? null : openWebhook(input.webhook, clock);
  const run = (await warehouse.query(LAST_REFRESH))[0];
  if (run === undefined) throw new Fault('[notify] no refresh has been published yet. Run `lifecycle refresh` first');
  const report = await publishNotices({
    notices: await readNotices(input),
    bus: steppingBus(fanOut({ console: consoleBus(write), ...(webhook === null ? {} : { webhook }) }), onStep),
    lake: steppingLake(diskLake(lakeFolder(home)), onStep),
    runId: String(run.run_id),
    clock,
    // The webhook tries again by itself.
    retry: { attempts: 1 },
    ...(webhook === null ? { pageSize: CONSOLE_PAGE } : {}),
  });
  if (webhook === null) return { ...report, isRefreshTold: null };
  const refusal = await tellRefreshed(webhook, input, { run_id: String(run.run_id), as_of: String(run.as_of) });
  const reasons = refusal === null ? report.reasons : [...new Set([...report.reasons, refusal])];
  return { ...report, reasons, isRefreshTold: refusal === null };
}

/**
 * The bus to a webhook that the person at the command line named, so that private addresses are allowed.
 * Throws `Fault` (exit code 2) for a URL or secret that can never work: to be called before the work that ends in telling.
 */
export function openWebhook(url: string, clock: () => number, secret = process.env[SECRET]): Bus {
  if (secret === undefined || secret === '') {
    throw new Fault(
      `[notify] ${SECRET} is not set, and notices to --webhook are signed. Set it to the secret that the receiver knows, whsec_ and base64`,
      { exitCode: 2 },
    );
  }
  return webhookBus({ url, secret, clock, allowPrivate: true });
}

async function readNotices({ warehouse, schema = 'lifecycle' }: LocalNotify) {
  if ((await warehouse.query(hasTable('stage_notices', schema))).length === 0) return [];
  return (await warehouse.query(UNPUBLISHED_NOTICES)).map(toNotice);
}

/** Answers why the webhook did not take it, null where it did. */
async function tellRefreshed(webhook: Bus, input: LocalNotify, run: { run_id: string; as_of: string }) {
  const at = new Date(input.clock()).toISOString();
  const [outcome] = await ask(webhook, [toRefreshedEnvelope({ ...run, tables: await countTables(input) }, at)]);
  return outcome === undefined || outcome.ok ? null : `webhook: ${outcome.reason}`;
}

async function countTables({
  warehouse,
  schema = 'lifecycle',
  catalog = loadCatalog(),
}: LocalNotify): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const { name, kind } of catalog.relations.values()) {
    if (kind === 'view' || kind === 'external' || INTERNAL.test(name)) continue;
    if ((await warehouse.query(hasTable(name, schema))).length === 0) continue;
    rows[name] = await countOf(warehouse, name);
  }
  return rows;
}

function toStandardError(line: string): void {
  process.stderr.write(line);
}
