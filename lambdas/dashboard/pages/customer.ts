import { counted, type Format, humanName } from '../format.ts';
import { type Html, html } from '../html.ts';
import { address, customerAddress } from '../links.ts';
import { customerFacts } from '../parts/customer-facts.ts';
import { lanesFigure } from '../parts/lanes.ts';
import { pagingRow } from '../parts/paging.ts';
import { stageLabel } from '../parts/stage-label.ts';
import { dataTable } from '../parts/table.ts';
import type { Announced, Customer, CustomerEvent, CustomerSignal, Identifier } from '../read/customer.ts';
import { ladderKey, type Report, stageOf } from '../read/report.ts';
import { layout } from './layout.ts';

export type CustomerChoices = { eventsPage: number; signalsPage: number; size: number };

/** One customer: who, by which identifiers, where under every model, what was announced, what happened. */
export function customerPage(customer: Customer, report: Report, choices: CustomerChoices, format: Format): Html {
  const { id, profile } = customer;
  const name = profile?.email ?? profile?.userId ?? null;
  const body = html`<section>
<p class="kicker">Customer</p>
<h1 class="name"><bdi>${name ?? id}</bdi></h1>
${name !== null && html`<p class="identifier">${id}</p>`}
${profile === null ? html`<p class="lead">An identifier that many people share, without events of its own.</p>` : customerFacts(profile, format)}
</section>
<section aria-labelledby="where"><h2 id="where">Where they stand</h2>${lanesFigure(customer.entries, report, format)}</section>
<section aria-labelledby="known"><h2 id="known">Known by</h2>${identifiersTable(customer.identifiers, format)}${hubsText(customer)}</section>
<section aria-labelledby="told"><h2 id="told">Changes found</h2>${changesTable(customer.changes, report, format)}</section>
<section aria-labelledby="signals"><h2 id="signals">Signals</h2>${signalsTable(customer, choices, format)}</section>
<section aria-labelledby="events"><h2 id="events">Events</h2>${eventsTable(customer, choices, format)}</section>`;
  return layout({ title: name ?? id, body, at: 'people', asOf: format.instant(report.asOf) });
}

function identifiersTable(identifiers: readonly Identifier[], format: Format): Html {
  return dataTable<Identifier>({
    caption: 'Identifiers',
    columns: [
      { head: 'Identifier', cell: ({ value }) => html`<bdi class="identifier">${value}</bdi>` },
      { head: 'Kind', cell: ({ type, isHub }) => `${humanName(type)}${isHub ? ', shared by many' : ''}` },
      { head: 'First seen', cell: ({ firstSeenAt }) => format.day(firstSeenAt) },
      { head: 'Last seen', cell: ({ lastSeenAt }) => format.day(lastSeenAt) },
    ],
    rows: identifiers,
  });
}

function hubsText({ hubs }: Customer): Html | false {
  return (
    hubs.length > 0 &&
    html`<h3>Seen with, but shared by many</h3><ul>${hubs.map(
      ({ identifier, linked, linkedTo, limit }) =>
        html`<li><bdi class="identifier">${identifier}</bdi>: seen with ${linked} of type ${linkedTo}, the limit is ${limit}</li>`,
    )}</ul>`
  );
}

/** The baseline says again what the lanes say, so it is counted and not listed. */
function changesTable(changes: readonly Announced[], report: Report, format: Format): Html {
  const news = changes.filter(({ isBaseline }) => !isBaseline);
  const baseline = changes.length - news.length;
  const note = html`<p class="lead">${counted(news.length, 'change', 'changes')} since the baseline of ${baseline}.</p>`;
  if (news.length === 0) return note;
  const labelOf = (change: Announced, stage: string) =>
    stageLabel(
      stageOf(
        report.ladders.find((ladder) => ladderKey(ladder) === ladderKey(change)),
        stage,
      ),
    );
  return html`${note}${dataTable<Announced>({
    caption: 'Changes found, earliest first',
    isStacked: true,
    columns: [
      { head: 'Model', cell: ({ model }) => humanName(model) },
      { head: 'Kind', cell: ({ kind }) => humanName(kind) },
      {
        head: 'Stage',
        cell: (change) =>
          html`${change.from !== null && html`${labelOf(change, change.from)} <span class="to">to</span> `}${labelOf(change, change.to)}`,
      },
      { head: 'When', cell: ({ occurredAt }) => format.instant(occurredAt) },
      { head: 'Found', cell: ({ detectedAt }) => format.instant(detectedAt) },
      { head: 'Told', cell: ({ publishedAt }) => (publishedAt === null ? 'nobody' : format.instant(publishedAt)) },
    ],
    rows: news,
  })}`;
}

function signalsTable({ id, signals, signalsInAll }: Customer, choices: CustomerChoices, format: Format): Html {
  const hrefOf = (page: number) => pageOf(id, { signals: page, events: choices.eventsPage }, '#signals');
  const paging = { page: choices.signalsPage, size: choices.size, inAll: signalsInAll, hrefOf, of: 'signals' };
  return html`${dataTable<CustomerSignal>({
    caption: 'Signals, latest first',
    columns: [
      { head: 'Signal', cell: ({ name, how }) => `${humanName(name)}${how === '' ? '' : ` (${how})`}` },
      { head: 'When', cell: ({ occurredAt }) => format.instant(occurredAt) },
      { head: 'Amount', cell: ({ amountMinor }) => amountMinor !== null && format.money(amountMinor), isFigure: true },
      { head: 'By event', cell: ({ eventId }) => html`<bdi class="identifier">${eventId}</bdi>` },
    ],
    rows: signals,
  })}${pagingRow(paging, format)}`;
}

function eventsTable({ id, events, profile }: Customer, choices: CustomerChoices, format: Format): Html {
  const hrefOf = (page: number) => pageOf(id, { signals: choices.signalsPage, events: page }, '#events');
  const paging = { page: choices.eventsPage, size: choices.size, inAll: profile?.events ?? 0, hrefOf, of: 'events' };
  return html`${dataTable<CustomerEvent>({
    caption: 'Events, latest first',
    columns: [
      { head: 'Event', cell: ({ name }) => humanName(name) },
      { head: 'When', cell: ({ occurredAt }) => format.instant(occurredAt) },
      {
        head: 'From',
        cell: ({ source, provider }) => `${humanName(source)}${provider === 'canonical' ? '' : ` by ${provider}`}`,
      },
      { head: 'Id', cell: ({ id: eventId }) => html`<bdi class="identifier">${eventId}</bdi>` },
    ],
    rows: events,
  })}${pagingRow(paging, format)}`;
}

function pageOf(id: string, { signals, events }: { signals: number; events: number }, anchor: string): string {
  const beyondFirst = (page: number) => (page > 1 ? page : undefined);
  return address(customerAddress(id), { signals: beyondFirst(signals), events: beyondFirst(events) }, anchor);
}
