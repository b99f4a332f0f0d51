import type { HttpAnswer } from '../lib/http.ts';
import type { Log } from '../lib/log.ts';
import { pageAnswer } from './answers.ts';
import { problemPage, welcomePage } from './pages/problem.ts';
import type { Tables } from './tables.ts';

export interface PageRequest {
  method: string;
  path: string;
  query: URLSearchParams;
}

export interface DashboardParts {
  tables: Tables;
  log: Log;
}

/** Answers one request for a page. Throws what reading the tables throws. */
export async function answerPage({ method, path }: PageRequest, _parts: DashboardParts): Promise<HttpAnswer> {
  if (path !== '/') return pageAnswer(404, problemPage('There is no such page', `Nothing is shown at ${path}.`));
  if (method !== 'GET' && method !== 'HEAD') {
    return pageAnswer(405, problemPage('Pages are only read', `${method} is not answered here.`), {
      allow: 'GET, HEAD',
    });
  }
  return pageAnswer(200, welcomePage());
}
