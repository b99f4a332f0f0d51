import { counted, type Format } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { Move } from '../read/overview.ts';
import { type Ladder, stageOf } from '../read/report.ts';
import { stageLabel } from './stage-label.ts';

const MOST_SHOWN = 10;

/** The ways that people went, the busiest first, each with a bar as long as it is busy. */
export function movesList(moves: readonly Move[], ladder: Ladder, format: Format): Html {
  const most = Math.max(1, ...moves.map((move) => move.moves));
  const rest = moves.slice(MOST_SHOWN).reduce((sum, move) => sum + move.moves, 0);
  return html`<h3>Ways they went</h3>
<ol class="moves">${moves.slice(0, MOST_SHOWN).map((move) => moveItem(move, most, ladder, format))}</ol>
${rest > 0 && html`<p class="note">and ${counted(rest, 'move', 'moves')} elsewhere</p>`}`;
}

function moveItem({ from, to, moves }: Move, most: number, ladder: Ladder, format: Format): Html {
  const start = from === null ? html`<span class="newcomer">New</span>` : stageLabel(stageOf(ladder, from));
  return html`<li><span class="route">${start} <span class="to">to</span> ${stageLabel(stageOf(ladder, to))}</span>
<span class="number">${format.count(moves)}</span>
<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round((100 * moves) / most)}" height="4"/></svg></li>`;
}
