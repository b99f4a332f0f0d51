import { counted, type Format, humanName } from '../format.ts';
import { type Html, html } from '../html.ts';
import { address } from '../links.ts';
import { latestChangesTable } from '../parts/changes.ts';
import { type Choice, choiceRow } from '../parts/choices.ts';
import { ellipseFigure } from '../parts/ellipse.ts';
import { heatMap, type Measure } from '../parts/heat-map.ts';
import { type Metric, metricCard } from '../parts/metric-card.ts';
import { movesList } from '../parts/moves.ts';
import { stageTable } from '../parts/stage-table.ts';
import { trustSection } from '../parts/trust.ts';
import type { Change, CohortCell, Move, Point, StageCount, Trust } from '../read/overview.ts';
import { type Ladder, ladderKey, type Report } from '../read/report.ts';
import { layout } from './layout.ts';

/** What the reader has chosen, as the address says it. */
export type OverviewChoices = {
  model: string;
  period: Grain;
  cohorts: CohortKind;
  grain: Grain;
  measure: Measure;
};
export const GRAINS = ['month', 'week'] as const;
export type Grain = (typeof GRAINS)[number];
export const COHORT_KINDS = ['purchased', 'registered', 'first_seen'] as const;
export type CohortKind = (typeof COHORT_KINDS)[number];
export const MEASURES = ['active', 'returning'] as const;

export type Overview = {
  report: Report;
  ladder: Ladder;
  choices: OverviewChoices;
  counts: ReadonlyMap<string, StageCount>;
  moves: readonly Move[];
  changes: readonly Change[];
  changesInAll: number;
  metrics: readonly Metric[];
  trends: ReadonlyMap<string, readonly Point[]>;
  cohorts: readonly CohortCell[];
  trust: Trust;
};

/** The first page: who is where, what moved, how it goes, and whether the numbers can be trusted. */
export function overviewPage(overview: Overview, format: Format): Html {
  const { report, ladder } = overview;
  const body = html`${stagesSection(overview, format)}
${metricsSection(overview, format)}
${weekSection(overview, format)}
${cohortsSection(overview, format)}
${trustSection(overview.trust, report, format)}`;
  return layout({ title: ladder.title, body, at: 'overview', asOf: format.instant(report.asOf) });
}

function stagesSection({ report, ladder, choices, counts }: Overview, format: Format): Html {
  const models = report.ladders.map((candidate) => ({
    label: modelLabel(candidate, report.ladders),
    href: chosen(choices, { model: ladderKey(candidate) }),
    isChosen: candidate === ladder,
  }));
  return html`<section aria-labelledby="stages">
<h1 id="stages">Who is where</h1>
<p class="lead">${ladder.title}. As of ${format.instant(report.asOf)}.</p>
${choiceRow('Stage model', models)}
<div class="stages"><figure>${ellipseFigure(ladder, counts, format)}</figure>
${stageTable(ladder, counts, format)}</div>
</section>`;
}

/** The name, with its version only where several stand side by side. */
function modelLabel({ model, version }: Ladder, all: readonly Ladder[]): string {
  const isAlone = all.filter((ladder) => ladder.model === model).length === 1;
  return isAlone ? humanName(model) : `${humanName(model)} ${version}`;
}

function metricsSection({ metrics, trends, choices }: Overview, format: Format): Html {
  return html`<section aria-labelledby="metrics">
<h2 id="metrics">How it goes</h2>
${choiceRow('Length of a period', rowOf(choices, 'period', GRAINS, { month: 'By month', week: 'By week' }, '#metrics'))}
<ul class="cards">${metrics.map((metric) => metricCard(metric, trends.get(metric.name) ?? [], choices.period, format))}</ul>
</section>`;
}

function weekSection({ ladder, choices, moves, changes, changesInAll }: Overview, format: Format): Html {
  const all = address('/changes', { model: choices.model });
  const content =
    changesInAll === 0
      ? html`<p class="empty">Nobody moved in the seven days before the tables' time.</p>`
      : html`<div class="week"><div>${movesList(moves, ladder, format)}</div><div><h3>Latest changes</h3>${latestChangesTable(changes, ladder, format)}
<p><a href="${all}">${changesInAll > changes.length ? `All ${counted(changesInAll, 'change', 'changes')}` : 'The changes on a page of their own'}</a></p></div></div>`;
  return html`<section aria-labelledby="week">
<h2 id="week">This week</h2>
<p class="lead">${counted(changesInAll, 'change', 'changes')} in the last seven days.</p>
${content}
</section>`;
}

function cohortsSection({ choices, cohorts }: Overview, format: Format): Html {
  const kinds = { purchased: 'First purchase', registered: 'Registration', first_seen: 'First contact' };
  const measures = { active: 'Active then', returning: 'Active then or later' };
  return html`<section aria-labelledby="cohorts">
<h2 id="cohorts">How cohorts hold</h2>
<p class="lead">${choices.cohorts === 'purchased' ? 'People by their first purchase; active is who buys.' : 'People by when they came; active is who does anything.'}</p>
<div class="choosers">${choiceRow('What cohorts begin with', rowOf(choices, 'cohorts', COHORT_KINDS, kinds, '#cohorts'))}
${choiceRow('Length of a cohort', rowOf(choices, 'grain', GRAINS, { month: 'By month', week: 'By week' }, '#cohorts'))}
${choiceRow('What is measured', rowOf(choices, 'measure', MEASURES, measures, '#cohorts'))}</div>
${cohorts.length === 0 ? html`<p class="empty">There are no such cohorts yet.</p>` : heatMap(cohorts, choices.grain, choices.measure, format)}
</section>`;
}

function rowOf<K extends keyof OverviewChoices>(
  choices: OverviewChoices,
  name: K,
  among: readonly OverviewChoices[K][],
  labels: Readonly<Record<OverviewChoices[K], string>>,
  anchor: string,
): Choice[] {
  return among.map((value) => ({
    label: labels[value],
    href: chosen(choices, { [name]: value }, anchor),
    isChosen: choices[name] === value,
  }));
}

function chosen(choices: OverviewChoices, changed: Partial<OverviewChoices>, anchor = ''): string {
  return address('/', { ...choices, ...changed }, anchor);
}
