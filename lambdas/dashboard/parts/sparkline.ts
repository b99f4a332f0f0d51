import { type Html, html } from '../html.ts';

const WIDTH = 120;
const HEIGHT = 32;
const MARGIN = 3;

/** A trend as a line without axes; `label` says in words what it shows. Values that cannot be told leave gaps. */
export function sparkline(values: readonly (number | null)[], label: string): Html {
  const told = values.filter((value) => value !== null);
  if (told.length < 2) return html``;
  const [low, high] = [Math.min(...told), Math.max(...told)];
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  const x = (i: number) => (values.length === 1 ? 0 : (i * WIDTH) / (values.length - 1));
  const [lastAt, last] = [values.findLastIndex((value) => value !== null), told.at(-1) ?? 0];
  const path = pathOf(values.map((value, i) => (value === null ? null : `${x(i).toFixed(1)} ${y(value).toFixed(1)}`)));
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}"><path d="${path}"/><path class="last" d="M${x(lastAt).toFixed(1)} ${y(last).toFixed(1)}h0"/></svg>`;
}

/** Moves to the first point after each gap and draws a line to every other. */
function pathOf(points: readonly (string | null)[]): string {
  return points
    .flatMap((point, i) => (point === null ? [] : [`${points[i - 1] == null ? 'M' : 'L'}${point}`]))
    .join('');
}
