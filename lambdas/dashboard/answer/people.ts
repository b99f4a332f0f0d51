import type { HttpAnswer } from '../../lib/http.ts';
import { pageNumberOf, sliceOfPage } from '../links.ts';
import { pageAnswer } from '../page-answer.ts';
import { foundPage, peoplePage } from '../pages/people.ts';
import { problemPage } from '../pages/problem.ts';
import { cleanSearch, findPeople, readPeople } from '../read/people.ts';
import type { PageInput } from '../routes.ts';

const SIZE = 50;

/** Whom `q` finds; without it everybody, or everybody at `stage`. */
export async function answerPeople(input: PageInput): Promise<HttpAnswer> {
  const sought = cleanSearch(input.query.get('q') ?? '');
  return sought === '' ? listPeople(input) : searchPeople(input, sought);
}

async function searchPeople({ warehouse, report, ladder, format }: PageInput, sought: string): Promise<HttpAnswer> {
  const people = await findPeople(warehouse, ladder, sought, SIZE);
  return pageAnswer(200, foundPage({ report, ladder, sought, people, limit: SIZE }, format));
}

async function listPeople({ warehouse, report, ladder, format, query }: PageInput): Promise<HttpAnswer> {
  const stage = query.get('stage');
  if (stage !== null && !ladder.stages.some(({ name }) => name === stage)) {
    const names = ladder.stages.map(({ name }) => name).join(', ');
    return pageAnswer(404, problemPage('There is no such stage', `${ladder.title} has ${names}.`));
  }
  const page = pageNumberOf(query);
  const { people, inAll } = await readPeople(warehouse, ladder, stage, sliceOfPage(page, SIZE));
  return pageAnswer(200, peoplePage({ report, ladder, stage, people, inAll, page, size: SIZE }, format));
}
