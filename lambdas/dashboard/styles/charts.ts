const TONES = ['1', '2', '3', '4', '5', '6', '7', 'quiet', 'ended', 'returned'];
const SHADES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The ellipse, the lanes, the trends and the heat map. A stage has the same colour everywhere. */
export const CHARTS = `
${TONES.map((tone) => `.tone-${tone} { --tone: var(--tone-${tone}); }`).join('\n')}
${SHADES.map((shade) => `.shade-${shade} { background: var(--shade-${shade}); color: var(--${shade > 5 ? 'shade-ink' : 'ink'}); }`).join('\n')}
.stages { display: grid; gap: 1rem 2.4rem; grid-template-columns: minmax(0, 1fr); align-items: center; }
.stages figure { margin: 0; }
@media (min-width: 68rem) { .stages { grid-template-columns: minmax(0, 8fr) minmax(0, 5fr); } }
.ellipse { display: block; width: 100%; height: auto; max-width: 52rem; margin-inline: auto; }
.ellipse.narrow { max-width: 22rem; }
.ellipse.wide { display: none; }
@media (min-width: 46rem) { .ellipse.wide { display: block; } .ellipse.narrow { display: none; } }
.way { fill: none; stroke: var(--raised); stroke-width: 12; }
.way.line { stroke: var(--line); stroke-width: 1.5; }
.onward { fill: none; stroke: var(--muted); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.node { fill: var(--tone); stroke: var(--surface); stroke-width: 4; }
.node.tone-quiet, .node.tone-ended { fill: var(--raised); stroke: var(--tone); stroke-width: 2; stroke-dasharray: 3 4; }
.ellipse text { fill: var(--ink); font-size: 14px; paint-order: stroke; stroke: var(--surface); stroke-width: 5px; stroke-linejoin: round; }
.ellipse .name { font-weight: 600; }
.ellipse .figure, .ellipse .unit { fill: var(--muted); }
.ellipse .total, .ellipse .unit { text-anchor: middle; }
.ellipse .total { font: 600 44px/1 ui-serif, "Iowan Old Style", Palatino, Georgia, serif; letter-spacing: -.02em; }
.spark { width: 100%; height: 2.2rem; margin-top: auto; overflow: visible; }
.spark path { fill: none; stroke: var(--accent); stroke-width: 1.8; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
.spark path.last { stroke-width: 7; }
.heat { border-collapse: separate; border-spacing: 2px; font-size: .88rem; }
.heat th, .heat td { border: 0; padding: .38rem .5rem; white-space: nowrap; }
.heat tbody td { border-radius: .3rem; }
.heat tbody th { padding-left: 0; }
.heat .open { font-style: italic; box-shadow: inset 0 0 0 1px var(--muted); }
.lanes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; margin-top: 1rem; }
.lane { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1rem; align-items: baseline; }
.lane > .now { margin: 0; font-size: .94rem; }
.lane > svg, .lane > details { flex: 0 0 100%; min-width: 0; }
.lane > svg { height: 1.1rem; border-radius: .4rem; background: var(--raised); }
.lane rect { fill: var(--tone); stroke: var(--surface); stroke-width: 1; vector-effect: non-scaling-stroke; }
.lane rect.tone-quiet, .lane rect.tone-ended { fill-opacity: .35; }
.axis { display: flex; justify-content: space-between; color: var(--muted); font-size: .88rem; margin: 0; }
`;
