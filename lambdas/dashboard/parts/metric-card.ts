import type { Twin } from '../../../sql/twin.ts';
import { type Format, NOTHING, periodName } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { Point } from '../read/overview.ts';
import { sparkline } from './sparkline.ts';

/** How a metric is read, as its twin says it. */
export type Metric = Pick<NonNullable<Twin['metric']>, 'label' | 'unit' | 'better' | 'formula'> & { name: string };

/** The last complete period of a metric, what changed against the one before, and the trend that led there. */
export function metricCard(metric: Metric, points: readonly Point[], grain: string, format: Format): Html {
  const last = points.at(-1);
  const trend = points.map(({ value }) => value);
  return html`<li class="card">
<h3>${metric.label}</h3>
<p class="value" title="${metric.formula}">${valueText(metric, last?.value ?? null, format)}</p>
<p class="change">${changeText(metric, last, points.at(-2), grain, format)}</p>
${sparkline(trend, `${metric.label}, the last ${points.length} complete periods`)}
</li>`;
}

/** A value in the unit of its metric. */
export function valueText({ unit }: Pick<Metric, 'unit'>, value: number | null, format: Format): string {
  if (value === null) return NOTHING;
  if (unit === 'ratio') return format.ratio(value);
  if (unit === 'minor_units') return format.moneyInShort(Math.round(value));
  const text = format.count(Math.round(value * 10) / 10);
  return unit === 'count' || unit === 'points' ? text : `${text} ${unit}`;
}

function changeText(metric: Metric, last: Point | undefined, before: Point | undefined, grain: string, format: Format) {
  if (last === undefined) return html`no complete ${grain} yet`;
  const period = html`<span class="period">${periodName(grain, last.start)}</span>`;
  if (last.value === null || before === undefined || before.value === null) return period;
  const change = last.value - before.value;
  const amount = amountOfChange(metric, change, before.value, format);
  if (/^0\D*$/.test(amount)) return html`${period} <span class="same">unchanged</span>`;
  const isBetter = change > 0 === (metric.better === 'up');
  const arrow = change > 0 ? '▲' : '▼';
  const word = change > 0 ? 'up' : 'down';
  return html`${period} <span class="${isBetter ? 'better' : 'worse'}"><span aria-hidden="true">${arrow}</span><span class="unseen">${word}</span> ${amount}</span>`;
}

/** Ratios change by points, everything else by its share of what it was. */
function amountOfChange({ unit }: Metric, change: number, before: number, format: Format): string {
  if (unit === 'ratio') return `${format.count(Math.round(Math.abs(change) * 1000) / 10)} pts`;
  return before === 0 ? format.count(Math.abs(change)) : format.ratio(Math.abs(change / before));
}
