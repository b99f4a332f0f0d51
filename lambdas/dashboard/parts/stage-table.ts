import { type Format, NOTHING } from '../format.ts';
import { type Html, html } from '../html.ts';
import { address } from '../links.ts';
import type { StageCount } from '../read/overview.ts';
import { type Ladder, ladderKey, type Stage } from '../read/report.ts';
import { stageLabel } from './stage-label.ts';
import { dataTable } from './table.ts';

/** What the ellipse draws, as a table; each stage leads to its people. */
export function stageTable(ladder: Ladder, counts: ReadonlyMap<string, StageCount>, format: Format): Html {
  const all = [...counts.values()].reduce((sum, { people }) => sum + people, 0);
  const peopleAt = ({ name }: Stage) => counts.get(name)?.people ?? 0;
  const listOf = ({ name }: Stage) => address('/customers', { model: ladderKey(ladder), stage: name });
  return dataTable<Stage>({
    caption: 'People per stage',
    columns: [
      { head: 'Stage', cell: (stage) => html`<a href="${listOf(stage)}">${stageLabel(stage)}</a>` },
      { head: 'People', cell: (stage) => format.count(peopleAt(stage)), isFigure: true },
      { head: 'Share', cell: (stage) => format.ratio(all === 0 ? null : peopleAt(stage) / all), isFigure: true },
      { head: 'This week', cell: ({ name }) => arrivedText(counts.get(name), format), isFigure: true },
    ],
    rows: ladder.stages,
  });
}

function arrivedText(count: StageCount | undefined, format: Format): string {
  return count === undefined || count.arrived === 0 ? NOTHING : `+${format.count(count.arrived)}`;
}
