import { counted, type Format, periodName } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { CohortCell } from '../read/overview.ts';

export type Measure = 'active' | 'returning';

type Cohort = { start: string; size: number; cells: CohortCell[] };

/** Cohorts in rows, periods since their start in columns: a table whose cells are shaded by their share. */
export function heatMap(cells: readonly CohortCell[], grain: string, measure: Measure, format: Format): Html {
  const cohorts = cohortsOf(cells);
  const width = Math.max(0, ...cohorts.map((cohort) => cohort.cells.length));
  const heads = Array.from({ length: width }, (_, index) => html`<th scope="col" class="figure">${index}</th>`);
  const caption = `Share of each cohort ${measure === 'active' ? 'active in' : 'active in or after'} each ${grain} since its start`;
  return html`<p class="note" aria-hidden="true">${caption}</p>
<div class="scroll" role="region" aria-label="Cohorts" tabindex="0"><table class="heat">
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">Cohort</th><th scope="col" class="figure">People</th>${heads}</tr></thead>
<tbody>${cohorts.map((cohort) => cohortRow(cohort, grain, measure, format))}</tbody></table></div>`;
}

function cohortsOf(cells: readonly CohortCell[]): Cohort[] {
  const cohorts = new Map<string, Cohort>();
  for (const cell of cells) {
    const cohort = cohorts.get(cell.start) ?? { start: cell.start, size: cell.size, cells: [] };
    cohort.cells.push(cell);
    cohorts.set(cell.start, cohort);
  }
  return [...cohorts.values()];
}

function cohortRow({ start, size, cells }: Cohort, grain: string, measure: Measure, format: Format): Html {
  return html`<tr><th scope="row">${periodName(grain, start)}</th><td class="figure">${format.count(size)}</td>${cells.map((cell) => heatCell(cell, grain, measure))}</tr>
`;
}

const SHADES = 9;

function heatCell(cell: CohortCell, grain: string, measure: Measure): Html {
  const share = cell.size === 0 ? 0 : cell[measure] / cell.size;
  const shade = share === 0 ? 0 : Math.min(SHADES, 1 + Math.floor(share * SHADES));
  const hint = `${counted(cell[measure], 'person', 'people')} of ${cell.size}${cell.isComplete ? '' : `, the ${grain} is not over`}`;
  return html`<td class="figure shade-${shade}${!cell.isComplete && ' open'}" title="${hint}">${Math.round(share * 100)}%${!cell.isComplete && html`<span class="unseen"> so far</span>`}</td>`;
}
