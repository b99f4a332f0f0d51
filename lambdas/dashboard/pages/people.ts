import { counted, type Format, humanName, NOTHING } from '../format.ts';
import { type Html, html } from '../html.ts';
import { address } from '../links.ts';
import { choiceRow } from '../parts/choices.ts';
import { pagingRow } from '../parts/paging.ts';
import { personLink } from '../parts/person-link.ts';
import { stageLabel } from '../parts/stage-label.ts';
import { type Column, dataTable } from '../parts/table.ts';
import type { ListedPerson } from '../read/people.ts';
import { type Ladder, ladderKey, type Report, stageOf } from '../read/report.ts';
import { layout } from './layout.ts';

export type People = {
  report: Report;
  ladder: Ladder;
  stage: string | null;
  people: readonly ListedPerson[];
  inAll: number;
  page: number;
  size: number;
};

/** Everybody, or everybody at one stage, last active first. */
export function peoplePage({ report, ladder, stage, people, inAll, page, size }: People, format: Format): Html {
  const model = ladderKey(ladder);
  const stages = [null, ...ladder.stages.map(({ name }) => name)].map((name) => ({
    label: name === null ? 'Everybody' : humanName(name),
    href: address('/customers', { model, stage: name ?? undefined }),
    isChosen: name === stage,
  }));
  const hrefOf = (to: number) => address('/customers', { model, stage: stage ?? undefined, page: to });
  const title = stage === null ? 'People' : `People at ${humanName(stage)}`;
  const body = html`<section>
<h1>${title}</h1>
<p class="lead">${counted(inAll, 'person', 'people')}, last active first. ${ladder.title}.</p>
${choiceRow('Stage', stages)}
${people.length === 0 ? html`<p class="empty">Nobody is here.</p>` : peopleTable(title, people, ladder, format)}
${pagingRow({ page, size, inAll, hrefOf, of: 'people' }, format)}
</section>`;
  return layout({ title, body, at: 'people', asOf: format.instant(report.asOf) });
}

export type Found = { report: Report; ladder: Ladder; sought: string; people: readonly ListedPerson[]; limit: number };

/** Whom a search found. */
export function foundPage({ report, ladder, sought, people, limit }: Found, format: Format): Html {
  const isCut = people.length === limit;
  const body = html`<section>
<h1>Search</h1>
<p class="lead">${isCut ? `The first ${limit} people` : counted(people.length, 'person', 'people')} found for <bdi class="sought">${sought}</bdi>.</p>
${people.length === 0 ? nobodyFound() : peopleTable('People found', people, ladder, format, [FOUND_BY])}
</section>`;
  return layout({ title: 'Search', body, at: 'people', sought, asOf: format.instant(report.asOf) });
}

function nobodyFound(): Html {
  return html`<div class="empty"><p>Nobody is known by that. Search for an e-mail, a phone number, a user id, <code>type:value</code> or a customer id, or for a part of one.</p>
<p>What has landed is known from the next refresh on.</p></div>`;
}

const FOUND_BY: Column<ListedPerson> = {
  head: 'Found by',
  cell: ({ foundBy }) => foundBy !== null && html`<bdi class="identifier">${foundBy}</bdi>`,
};

function peopleTable(
  caption: string,
  people: readonly ListedPerson[],
  ladder: Ladder,
  format: Format,
  more: readonly Column<ListedPerson>[] = [],
): Html {
  return dataTable<ListedPerson>({
    caption,
    isStacked: true,
    columns: [
      { head: 'Who', cell: ({ customerId, name }) => personLink(customerId, name) },
      { head: 'Stage', cell: ({ stage }) => (stage === null ? 'none yet' : stageLabel(stageOf(ladder, stage))) },
      { head: 'Since', cell: ({ stageEnteredAt }) => format.day(stageEnteredAt) },
      { head: 'Last active', cell: ({ lastActiveAt }) => format.instant(lastActiveAt) },
      {
        head: 'Bought for',
        cell: ({ revenueMinor }) => (revenueMinor ? format.money(revenueMinor) : NOTHING),
        isFigure: true,
      },
      ...more,
    ],
    rows: people,
  });
}
