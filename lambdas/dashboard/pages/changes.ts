import { counted, type Format } from '../format.ts';
import { type Html, html } from '../html.ts';
import { address } from '../links.ts';
import { changesTable } from '../parts/changes.ts';
import { pagingRow } from '../parts/paging.ts';
import type { Change } from '../read/overview.ts';
import { type Ladder, ladderKey, type Report } from '../read/report.ts';
import { layout } from './layout.ts';

export type Changes = {
  report: Report;
  ladder: Ladder;
  changes: readonly Change[];
  inAll: number;
  page: number;
  size: number;
};

/** Every change of the last seven days. */
export function changesPage({ report, ladder, changes, inAll, page, size }: Changes, format: Format): Html {
  const hrefOf = (to: number) => address('/changes', { model: ladderKey(ladder), page: to });
  const body = html`<section>
<h1>Changes of the week</h1>
<p class="lead">${counted(inAll, 'change', 'changes')} in the seven days before ${format.instant(report.asOf)}. ${ladder.title}.</p>
${changes.length === 0 ? html`<p class="empty">Nothing changed.</p>` : changesTable(changes, ladder, format)}
${pagingRow({ page, size, inAll, hrefOf, of: 'changes' }, format)}
</section>`;
  return layout({ title: 'Changes of the week', body, at: 'changes', asOf: format.instant(report.asOf) });
}
