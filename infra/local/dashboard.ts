import { type BigIntStats, statSync } from 'node:fs';
import { dashboardHandler, type PageHandler } from '../../lambdas/dashboard/api-gateway.ts';
import { pageAnswer } from '../../lambdas/dashboard/page-answer.ts';
import { problemPage } from '../../lambdas/dashboard/pages/problem.ts';
import type { Metric } from '../../lambdas/dashboard/parts/metric-card.ts';
import type { Tables } from '../../lambdas/dashboard/tables.ts';
import { errorsOnly, jsonLog, type Log } from '../../lambdas/lib/log.ts';
import { openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { useSchemaReadOnly } from '../../sql/statements.ts';
import type { Twin } from '../../sql/twin.ts';
import { loadCatalog } from './catalog.ts';
import { warehousePath } from './home.ts';
import { SCHEMA } from './published-file.ts';
import type { LocalHandler } from './server.ts';

export interface LocalDashboard {
  handler: LocalHandler;
  /** Closes the tables when the pages under way are answered. */
  close(): Promise<void>;
}

/** The pages over the published tables of a home. Nothing is opened before the first page is asked for. */
export function openLocalDashboard(home: string, log: Log = errorsOnly(jsonLog())): LocalDashboard {
  const tables = publishedTables(warehousePath(home));
  const handler = dashboardHandler({ tables, metrics: metricsOf(loadCatalog()), log });
  return { handler: onlyByOwnName(handler), close: tables.close };
}

const OWN_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Who asks for this machine by another name was led here by somebody else's page, whose script could read the answer (DNS rebinding). */
function onlyByOwnName(handler: PageHandler): LocalHandler {
  return async (event) => {
    if (OWN_NAMES.test(event.headers.host ?? '')) return handler(event);
    const page = problemPage('This server has no such name', 'It answers as localhost and 127.0.0.1.');
    const { status, headers, body } = pageAnswer(421, page);
    return { statusCode: status, headers, body };
  };
}

/** The metrics in the order of the stages that they belong to. */
export function metricsOf(catalog: Catalog): Metric[] {
  const metrics = [...catalog.relations.values()].flatMap(({ name, metric }) => (metric ? [{ name, ...metric }] : []));
  const placeOf = ({ stage_page }: { stage_page: StagePage }) => STAGE_PAGES.indexOf(stage_page);
  return metrics.sort((one, other) => placeOf(one) - placeOf(other) || (one.name < other.name ? -1 : 1));
}

type StagePage = NonNullable<Twin['metric']>['stage_page'];
const STAGE_PAGES: readonly StagePage[] = ['awareness', 'consideration', 'purchase', 'retention', 'advocacy', 'across'];

type Opened = { file: string; warehouse: Promise<Warehouse>; readers: number; isOld: boolean };

/**
 * Keeps the published file open between pages, which makes them fast, and opens it anew when a refresh has put another in its place.
 * A page under way ends on the tables that it began with.
 */
export function publishedTables(path: string): Tables & { close(): Promise<void> } {
  let current: Opened | null = null;

  async function leave(opened: Opened): Promise<void> {
    if (!opened.isOld || opened.readers > 0) return;
    const warehouse = await opened.warehouse.catch(() => null);
    await warehouse?.close();
  }

  async function retire(): Promise<void> {
    const old = current;
    current = null;
    if (old === null) return;
    old.isOld = true;
    await leave(old);
  }

  async function enter(): Promise<Opened | null> {
    const file = identityOf(path);
    if (file === null) return null;
    if (current !== null && current.file !== file) await retire();
    current ??= { file, warehouse: openReadOnly(path), readers: 0, isOld: false };
    current.readers += 1;
    return current;
  }

  return {
    async read(work) {
      const opened = await enter();
      if (opened === null) return null;
      try {
        return await work(await opened.warehouse);
      } catch (error) {
        // A file that could not be opened must not be remembered.
        if (current === opened && (await opened.warehouse.catch(() => null)) === null) current = null;
        throw error;
      } finally {
        opened.readers -= 1;
        await leave(opened);
      }
    },
    close: retire,
  };
}

/** What tells one published file from the next: a refresh renames a new one over the old. */
function identityOf(path: string): string | null {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}

/** Pages are small selects: they leave the memory to the refresh that may run beside them. */
async function openReadOnly(path: string): Promise<Warehouse> {
  const warehouse = await openDuckDb({ path, readOnly: true, memoryLimit: '512MB' });
  for (const statement of useSchemaReadOnly(SCHEMA)) await warehouse.run(statement);
  return warehouse;
}
