import { dashboardHandler, type PageHandler } from '../../lambdas/dashboard/api-gateway.ts';
import { pageAnswer } from '../../lambdas/dashboard/page-answer.ts';
import { problemPage } from '../../lambdas/dashboard/pages/problem.ts';
import type { Metric } from '../../lambdas/dashboard/parts/metric-card.ts';
import { errorsOnly, jsonLog, type Log } from '../../lambdas/lib/log.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { STAGE_PAGES } from '../../sql/twin.ts';
import { loadCatalog } from './catalog.ts';
import { warehousePath } from './home.ts';
import { isOwnName } from './own-name.ts';
import { publishedTables } from './published-tables.ts';
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

/** A tunnel leads to the doors; the pages, which ask for no key, are read on this machine alone. */
function onlyByOwnName(handler: PageHandler): LocalHandler {
  return async (event) => {
    if (isOwnName(event.headers.host)) return handler(event);
    const page = problemPage('This server has no such name', 'It answers as localhost and 127.0.0.1.');
    const { status, headers, body } = pageAnswer(421, page);
    return { statusCode: status, headers, body };
  };
}

/** The metrics in the order of the stages that they belong to. */
export function metricsOf(catalog: Catalog): Metric[] {
  const metrics = [...catalog.relations.values()].flatMap(({ name, metric }) => (metric ? [{ name, ...metric }] : []));
  const placeOf = ({ stage_page }: { stage_page: (typeof STAGE_PAGES)[number] }) => STAGE_PAGES.indexOf(stage_page);
  return metrics.sort((one, other) => placeOf(one) - placeOf(other) || (one.name < other.name ? -1 : 1));
}
