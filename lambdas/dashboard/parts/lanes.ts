import { type Format, humanName } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { Entry } from '../read/customer.ts';
import { type Ladder, ladderKey, type Report, stageOf } from '../read/report.ts';
import { stageLabel, toneOf } from './stage-label.ts';
import { dataTable } from './table.ts';

type Lane = { ladder: Ladder; entries: Entry[] };
type Span = { from: number; to: number };

const WIDTH = 1000;

/** A customer's way under every stage model: one lane each over the same time, with its entries as a table to open. */
export function lanesFigure(entries: readonly Entry[], report: Report, format: Format): Html {
  const lanes = lanesOf(entries, report);
  const first = entries.map(({ enteredAt }) => enteredAt).sort()[0];
  if (first === undefined) return html`<p class="empty">No stage under any model yet.</p>`;
  const span = { from: Date.parse(first), to: Math.max(Date.parse(report.asOf), Date.parse(first) + 1) };
  return html`<div class="lanes">${lanes.map((lane) => laneBlock(lane, span, report, format))}
<p class="axis">${format.day(first)}<span aria-hidden="true">→</span>${format.day(report.asOf)}</p></div>`;
}

/** The default model first, the others in their order. */
function lanesOf(entries: readonly Entry[], { ladders, defaultModel }: Report): Lane[] {
  return ladders
    .map((ladder) => ({ ladder, entries: entries.filter((entry) => ladderKey(entry) === ladderKey(ladder)) }))
    .filter((lane) => lane.entries.length > 0)
    .sort((one, other) => Number(other.ladder.model === defaultModel) - Number(one.ladder.model === defaultModel));
}

function laneBlock({ ladder, entries }: Lane, span: Span, report: Report, format: Format): Html {
  const last = entries.at(-1);
  return html`<section class="lane" aria-label="${ladder.title}">
<h3>${humanName(ladder.model)}</h3>
<p class="now">${last !== undefined && html`${stageLabel(stageOf(ladder, last.stage))} <span class="note">since ${format.day(last.enteredAt)}</span>`}</p>
<svg viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">${entries.map((entry) => laneBar(entry, ladder, span, report.asOf))}</svg>
<details><summary>${entries.length === 1 ? '1 entry' : `${entries.length} entries`}<span class="unseen"> under ${humanName(ladder.model)}</span></summary>
${entriesTable({ ladder, entries }, format)}</details>
</section>`;
}

function laneBar({ stage, enteredAt, exitedAt }: Entry, ladder: Ladder, { from, to }: Span, asOf: string): Html {
  const x = (iso: string) => Math.round((WIDTH * (Date.parse(iso) - from)) / (to - from));
  const [start, end] = [x(enteredAt), x(exitedAt ?? asOf)];
  return html`<rect class="${toneOf(stageOf(ladder, stage))}" x="${start}" width="${Math.max(2, end - start)}" height="20"><title>${humanName(stage)}</title></rect>`;
}

function entriesTable({ ladder, entries }: Lane, format: Format): Html {
  return dataTable<Entry>({
    caption: `Entries under ${humanName(ladder.model)}`,
    isStacked: true,
    columns: [
      { head: 'Stage', cell: ({ stage }) => stageLabel(stageOf(ladder, stage)) },
      { head: 'Entered', cell: ({ enteredAt }) => format.instant(enteredAt) },
      { head: 'Left', cell: ({ exitedAt }) => (exitedAt === null ? 'here now' : format.instant(exitedAt)) },
      { head: 'Round', cell: ({ cycle }) => cycle, isFigure: true },
      { head: 'By', cell: causeText },
      { head: 'Passed over', cell: ({ skipped }) => skipped.map(humanName).join(', ') },
    ],
    rows: entries,
  });
}

/** Time alone causes quiet stages. */
function causeText({ causeEventId, causeEventName }: Entry): Html {
  if (causeEventId === null) return html`the passing of time`;
  return html`${causeEventName === null ? 'event' : humanName(causeEventName)} <bdi class="identifier">${causeEventId}</bdi>`;
}
