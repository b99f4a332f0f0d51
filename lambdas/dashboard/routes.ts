import type { HttpAnswer } from '../lib/http.ts';
import type { Log } from '../lib/log.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { answerChanges } from './answer/changes.ts';
import { answerCustomer } from './answer/customer.ts';
import { answerOverview } from './answer/overview.ts';
import { answerPeople } from './answer/people.ts';
import { type Format, formatOf } from './format.ts';
import { pageAnswer } from './page-answer.ts';
import { problemPage, welcomePage } from './pages/problem.ts';
import type { Metric } from './parts/metric-card.ts';
import { type Ladder, ladderOf, type Report, readReport } from './read/report.ts';
import type { Tables } from './tables.ts';

export interface PageRequest {
  method: string;
  path: string;
  query: URLSearchParams;
}

export interface DashboardParts {
  tables: Tables;
  /** The metrics of the first page, in its order, as their twins describe them. */
  metrics: readonly Metric[];
  log: Log;
}

/** What a page is made from: the open tables, what they say of themselves, and what the address chooses. */
export type PageInput = {
  warehouse: Warehouse;
  report: Report;
  ladder: Ladder;
  format: Format;
  query: URLSearchParams;
  metrics: readonly Metric[];
};
type PageMaker = (input: PageInput) => Promise<HttpAnswer>;

/** Answers one request for a page. Throws what reading the tables throws. */
export async function answerPage({ method, path, query }: PageRequest, parts: DashboardParts): Promise<HttpAnswer> {
  const make = makerOf(path);
  if (make === null) return notFound();
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod();
  const answer = await parts.tables.read(async (warehouse) => {
    const report = await readReport(warehouse);
    if (report === null) return null;
    const ladder = ladderOf(report, query.get('model'));
    if (ladder === undefined) return unknownModel(report);
    return make({ warehouse, report, ladder, format: formatOf(report), query, metrics: parts.metrics });
  });
  return answer ?? pageAnswer(200, welcomePage());
}

function makerOf(path: string): PageMaker | null {
  if (path === '/') return answerOverview;
  if (path === '/changes') return answerChanges;
  if (path === '/customers') return answerPeople;
  const [, customerId] = /^\/customers\/(c_[0-9a-f]{16})$/.exec(path) ?? [];
  return customerId === undefined ? null : (input) => answerCustomer(customerId, input);
}

function notFound(): HttpAnswer {
  return pageAnswer(404, problemPage('There is no such page', 'The address may be mistyped, or the page has moved.'));
}

function wrongMethod(): HttpAnswer {
  const page = problemPage('Pages are only read', 'Events are sent to /v1/events/<source>.');
  return pageAnswer(405, page, { allow: 'GET, HEAD' });
}

function unknownModel({ ladders }: Report): HttpAnswer {
  const names = [...new Set(ladders.map(({ model }) => model))].join(', ');
  return pageAnswer(404, problemPage('There is no such stage model', `The tables know ${names}.`));
}
