import { counted, type Format, humanName } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { StageCount } from '../read/overview.ts';
import type { Ladder, Stage } from '../read/report.ts';
import { type Ellipse, headingAt, type Point, pointsOn } from './ellipse-path.ts';
import { toneOf } from './stage-label.ts';

type Shape = {
  name: string;
  width: number;
  height: number;
  ellipse: Ellipse;
  largest: number;
  /** Share of the half width from which a label stands beside its circle instead of above or below it. */
  besideFrom: number;
  letters: number;
  turn: number;
  hasTotal: boolean;
};

/** Lying on a wide screen, standing on a narrow one. Both are in the page and one of them is shown. */
const WIDE: Shape = {
  name: 'wide',
  width: 640,
  height: 464,
  ellipse: { cx: 320, cy: 232, rx: 266, ry: 138 },
  largest: 44,
  besideFrom: 0.72,
  letters: 14,
  turn: 0,
  hasTotal: true,
};
/** Turned a little, so that the labels of its two sides stand between each other. */
const NARROW: Shape = {
  name: 'narrow',
  width: 272,
  height: 520,
  ellipse: { cx: 136, cy: 260, rx: 100, ry: 222 },
  largest: 30,
  besideFrom: 0,
  letters: 18,
  turn: 0.25,
  hasTotal: false,
};

type Node = { stage: Stage; people: number; at: Point; radius: number };

/** People per stage on the ellipse: a circle's area is how many they are. The table beside it says the same in words. */
export function ellipseFigure(ladder: Ladder, counts: ReadonlyMap<string, StageCount>, format: Format): Html {
  return html`${[WIDE, NARROW].map((shape) => drawing(shape, ladder, counts, format))}`;
}

function drawing(shape: Shape, ladder: Ladder, counts: ReadonlyMap<string, StageCount>, format: Format): Html {
  const nodes = nodesOf(shape, ladder, counts);
  const people = nodes.reduce((sum, node) => sum + node.people, 0);
  const { cx, cy, rx, ry } = shape.ellipse;
  const [title, desc] = [`ellipse-${shape.name}-title`, `ellipse-${shape.name}-desc`];
  return html`<svg class="ellipse ${shape.name}" viewBox="0 0 ${shape.width} ${shape.height}" role="img" aria-labelledby="${title}" aria-describedby="${desc}">
<title id="${title}">People per stage: ${ladder.title}</title>
<desc id="${desc}">${nodes.map(({ stage, people }, i) => `${i > 0 ? ', ' : ''}${humanName(stage.name)} ${format.count(people)}`)}</desc>
<ellipse class="way" cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}"/>
<ellipse class="way line" cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}"/>
${arrows(shape, ladder)}
${shape.hasTotal && total(shape.ellipse, people, format)}
${nodes.map((node) => circle(node))}
${nodes.map((node) => label(shape, node, people, format))}
</svg>`;
}

/** Between every two stages, where the way goes on. */
function arrows({ ellipse, turn }: Shape, { stages }: Ladder): Html[] {
  return pointsOn(ellipse, stages.length, rungs(stages), turn + 0.5).map(
    (at) =>
      html`<path class="onward" d="M-3 -4L2 0L-3 4" transform="translate(${at.x} ${at.y}) rotate(${headingAt(ellipse, at)})"/>`,
  );
}

function total({ cx, cy }: Ellipse, people: number, format: Format): Html {
  return html`<text class="total" x="${cx}" y="${cy + 8}">${format.count(people)}</text>
<text class="unit" x="${cx}" y="${cy + 30}">${people === 1 ? 'person' : 'people'}</text>`;
}

function rungs(stages: readonly Stage[]): number {
  return stages.filter(({ kind }) => kind === 'ladder').length;
}

function nodesOf(shape: Shape, { stages }: Ladder, counts: ReadonlyMap<string, StageCount>): Node[] {
  const points = pointsOn(shape.ellipse, stages.length, rungs(stages), shape.turn);
  const most = Math.max(1, ...stages.map(({ name }) => counts.get(name)?.people ?? 0));
  return stages.map((stage, i) => {
    const people = counts.get(stage.name)?.people ?? 0;
    const radius = people === 0 ? 4 : Math.max(6, Math.round(shape.largest * Math.sqrt(people / most)));
    return { stage, people, at: points[i] ?? { x: 0, y: 0 }, radius };
  });
}

function circle({ stage, people, at, radius }: Node): Html {
  return html`<circle class="node ${toneOf(stage)}" cx="${at.x}" cy="${at.y}" r="${radius}"><title>${humanName(stage.name)}: ${counted(people, 'person', 'people')}</title></circle>`;
}

const LINE = 16;

function label(shape: Shape, { stage, people, at, radius }: Node, all: number, format: Format): Html {
  const share = all === 0 ? '' : ` · ${shareText(people / all, format)}`;
  const lines = [...wrapped(humanName(stage.name), shape.letters), `${format.count(people)}${share}`];
  const { x, y, anchor } = labelPlace(shape, at, radius, lines.length);
  return html`<text class="label" x="${x}" y="${y}" text-anchor="${anchor}">${lines.map((line, i) => html`<tspan class="${i === lines.length - 1 ? 'figure' : 'name'}" x="${x}" dy="${i === 0 ? 0 : LINE}">${line}</tspan>`)}</text>`;
}

function shareText(share: number, format: Format): string {
  return share > 0 && share < 0.005 ? '<1%' : format.ratio(Math.round(share * 100) / 100);
}

/** Beside a circle its label stands on the inner side, where nothing cuts it off; above and below the ring it stands outside. */
function labelPlace({ ellipse, besideFrom }: Shape, at: Point, radius: number, lines: number) {
  const across = (at.x - ellipse.cx) / ellipse.rx;
  if (Math.abs(across) >= besideFrom) {
    const y = at.y - ((lines - 1) * LINE) / 2 + 5;
    return across < 0 ? { x: at.x + radius + 8, y, anchor: 'start' } : { x: at.x - radius - 8, y, anchor: 'end' };
  }
  const y = at.y < ellipse.cy ? at.y - radius - 9 - (lines - 1) * LINE : at.y + radius + LINE + 3;
  return { x: at.x, y, anchor: 'middle' };
}

/** A long name on two lines, broken at the space nearest to the limit. */
function wrapped(name: string, letters: number): string[] {
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(' ', letters);
  return space < 0 ? [name] : [name.slice(0, space), name.slice(space + 1)];
}
