import type { Format } from '../format.ts';
import { type Html, html, type Piece } from '../html.ts';
import { customerAddress } from '../links.ts';
import type { Change } from '../read/overview.ts';
import { type Ladder, stageOf } from '../read/report.ts';
import { personLink } from './person-link.ts';
import { stageLabel } from './stage-label.ts';
import { type Column, dataTable } from './table.ts';

/** Who moved where, of what kind, when, and whether subscribers were told. */
export function changesTable(changes: readonly Change[], ladder: Ladder, format: Format): Html {
  const told: Column<Change> = {
    head: 'Told',
    cell: ({ publishedAt }) => (publishedAt === null ? 'nobody' : format.instant(publishedAt)),
  };
  return tableOf(changes, ladder, format, [told]);
}

/** Who moved where and when, for a place where there is less room. */
export function latestChangesTable(changes: readonly Change[], ladder: Ladder, format: Format): Html {
  return tableOf(changes, ladder, format, []);
}

function tableOf(changes: readonly Change[], ladder: Ladder, format: Format, more: readonly Column<Change>[]): Html {
  return dataTable<Change>({
    caption: 'Changes of the last seven days, latest first',
    isStacked: true,
    columns: [
      { head: 'Who', cell: ({ customerId, name }) => personLink(customerId, name) },
      { head: 'Change', cell: (change) => changeText(change, ladder, format) },
      { head: 'When', cell: ({ occurredAt }) => format.instant(occurredAt) },
      ...more,
    ],
    rows: changes,
  });
}

function changeText(change: Change, ladder: Ladder, format: Format): Piece {
  const to = stageLabel(stageOf(ladder, change.to));
  if (change.kind === 'retracted') {
    const into =
      change.mergedInto !== null &&
      html`, now <a href="${customerAddress(change.mergedInto)}">${change.mergedInto}</a>`;
    return html`<span class="kind">taken back</span> ${to}${into}`;
  }
  if (change.kind === 'corrected') {
    return html`<span class="kind">corrected</span> ${to} was ${format.instant(change.previousOccurredAt)}`;
  }
  const from = change.from !== null && html`${stageLabel(stageOf(ladder, change.from))} <span class="to">to</span> `;
  return html`${from}${to}`;
}
