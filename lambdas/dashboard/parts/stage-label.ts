import { humanName } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { Stage } from '../read/report.ts';

/** The class that gives a stage its colour: its rank on the ladder, or what it is off it. */
export function toneOf({ rank, kind }: Stage): string {
  return kind === 'ladder' ? `tone-${Math.min(rank, 7)}` : `tone-${kind}`;
}

/** A stage with a dot of its colour. */
export function stageLabel(stage: Stage): Html {
  return html`<span class="stage ${toneOf(stage)}"><span class="dot" aria-hidden="true"></span>${humanName(stage.name)}</span>`;
}
