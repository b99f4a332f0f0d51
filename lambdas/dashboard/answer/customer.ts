import type { HttpAnswer } from '../../lib/http.ts';
import { customerAddress, pageNumberOf, sliceOfPage } from '../links.ts';
import { pageAnswer, redirect } from '../page-answer.ts';
import { customerPage } from '../pages/customer.ts';
import { problemPage } from '../pages/problem.ts';
import { currentId, readCustomer } from '../read/customer.ts';
import type { PageInput } from '../routes.ts';

const SIZE = 200;

/** A customer's page; an id that they once had leads to the one that they have. */
export async function answerCustomer(
  customerId: string,
  { warehouse, report, format, query }: PageInput,
): Promise<HttpAnswer> {
  const id = await currentId(warehouse, customerId);
  if (id === null) return nobody();
  if (id !== customerId) return redirect(customerAddress(id));
  const choices = {
    eventsPage: pageNumberOf(query, 'events'),
    signalsPage: pageNumberOf(query, 'signals'),
    size: SIZE,
  };
  const customer = await readCustomer(warehouse, id, {
    events: sliceOfPage(choices.eventsPage, SIZE),
    signals: sliceOfPage(choices.signalsPage, SIZE),
  });
  return pageAnswer(200, customerPage(customer, report, choices, format));
}

function nobody(): HttpAnswer {
  const page = problemPage(
    'Nobody has this id',
    'It may be of another warehouse, or of events that are not refreshed yet. Search for an e-mail or identifier instead.',
  );
  return pageAnswer(404, page);
}
