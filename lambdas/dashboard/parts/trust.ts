import { counted, type Format, humanName, timeBetween } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { FailedCheck, SourceFreshness, Trust } from '../read/overview.ts';
import type { Report } from '../read/report.ts';
import { dataTable } from './table.ts';

/** How fresh and how sound the numbers are: the last refresh, its checks, each source's latest event. */
export function trustSection({ sources, failed, checks }: Trust, report: Report, format: Format): Html {
  return html`<section aria-labelledby="trust">
<h2 id="trust">Can I trust the numbers</h2>
<dl class="facts">
<div><dt>Last refresh</dt><dd>${format.instant(report.finishedAt)}${report.seconds !== null && html` <span class="note">in ${format.count(Math.round(report.seconds * 10) / 10)}\u00a0s</span>`}</dd></div>
<div><dt>New events</dt><dd>${format.count(report.eventsNew)} <span class="note">${counted(report.eventsDuplicate, 'duplicate', 'duplicates')}</span></dd></div>
<div><dt>Events told in two ways</dt><dd>${format.count(report.eventConflicts)}</dd></div>
<div><dt>Checks</dt><dd>${checksText(failed.length, checks)}</dd></div>
</dl>
${failed.length > 0 && checksTable(failed, format)}
${sourcesTable(sources, report, format)}
</section>`;
}

function checksText(failed: number, checks: number): Html {
  return failed === 0
    ? html`<span class="better">All ${checks} passed</span>`
    : html`<span class="worse">${failed} of ${checks} did not pass</span>`;
}

function checksTable(failed: readonly FailedCheck[], format: Format): Html {
  return dataTable<FailedCheck>({
    caption: 'Checks that did not pass',
    isCaptionShown: true,
    columns: [
      { head: 'Table', cell: ({ model }) => html`<code>${model}</code>` },
      { head: 'Check', cell: ({ name }) => humanName(name) },
      { head: 'Graded', cell: ({ severity }) => severity },
      { head: 'Rows', cell: ({ failures }) => format.count(failures), isFigure: true },
    ],
    rows: failed,
  });
}

function sourcesTable(sources: readonly SourceFreshness[], { asOf }: Report, format: Format): Html {
  const age = (latest: string | null) =>
    latest !== null && html` <span class="note">${timeBetween(latest, asOf)} before</span>`;
  return dataTable<SourceFreshness>({
    caption: 'Latest event of each source',
    isCaptionShown: true,
    columns: [
      { head: 'Source', cell: ({ source }) => humanName(source) },
      {
        head: 'Latest event',
        cell: ({ latestOccurredAt }) => html`${format.instant(latestOccurredAt)}${age(latestOccurredAt)}`,
      },
      { head: 'Events', cell: ({ events }) => format.count(events), isFigure: true },
      { head: 'That count', cell: ({ counted: number }) => format.count(number), isFigure: true },
      { head: 'Of nobody', cell: ({ nobodys }) => format.count(nobodys), isFigure: true },
    ],
    rows: sources,
  });
}
