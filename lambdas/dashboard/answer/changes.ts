import type { HttpAnswer } from '../../lib/http.ts';
import { pageNumberOf, sliceOfPage } from '../links.ts';
import { pageAnswer } from '../page-answer.ts';
import { changesPage } from '../pages/changes.ts';
import { readChanges } from '../read/overview.ts';
import type { PageInput } from '../routes.ts';

const SIZE = 50;

/** The changes of the week, page by page. */
export async function answerChanges({ warehouse, report, ladder, format, query }: PageInput): Promise<HttpAnswer> {
  const page = pageNumberOf(query);
  const { changes, inAll } = await readChanges(warehouse, report, ladder, sliceOfPage(page, SIZE));
  return pageAnswer(200, changesPage({ report, ladder, changes, inAll, page, size: SIZE }, format));
}
