/** Tables, cards, facts, lists. */
export const CONTENT = `
.scroll { position: relative; overflow-x: auto; margin-inline: -.5rem; padding-inline: .5rem; overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; font-weight: 600; padding: 1.2rem 0 .4rem; }
th, td { text-align: left; vertical-align: baseline; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 500; font-size: .85rem; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
.figure { text-align: right; }
td.figure { white-space: nowrap; }
time { white-space: nowrap; }
@media (max-width: 30rem) { table { font-size: .88rem; } th, td { padding-right: .4rem; } }
.identifier { color: var(--muted); overflow-wrap: anywhere; }
td .identifier, th .identifier { display: inline-block; width: max-content; max-width: 34ch; }
.anonymous { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .86em; }
.person { font-weight: 500; }
.stage { display: inline-flex; align-items: baseline; gap: .4em; color: var(--ink); }
.moves .stage, td .stage { white-space: nowrap; }
a > .stage { text-decoration: underline .06em var(--muted); text-underline-offset: .25em; }
a:hover > .stage { text-decoration-color: var(--ink); text-decoration-thickness: .12em; }
.dot { width: .62em; height: .62em; border-radius: 50%; background: var(--tone); flex: none; position: relative; top: -.02em; }
.tone-quiet > .dot, .tone-ended > .dot { background: transparent; box-shadow: inset 0 0 0 .14em var(--tone); }
.to, .newcomer { color: var(--muted); }
.kind { display: inline-block; font-size: .82em; padding: 0 .5em; border-radius: 1em; background: var(--accent-soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .9rem; list-style: none; margin: 0; padding: 0; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem 1.1rem .9rem; display: flex; flex-direction: column; }
.card h3 { color: var(--muted); font-weight: 500; }
.card .value { font-family: ui-serif, "Iowan Old Style", Palatino, Georgia, serif; font-size: 2.1rem; line-height: 1.1; letter-spacing: -.02em; margin: .35rem 0 .1rem; }
.card .change { font-size: .88rem; margin: 0 0 .7rem; color: var(--muted); }
.card .better { color: var(--better); }
.card .worse { color: var(--worse); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr)); gap: .9rem 1.4rem; margin: 1.1rem 0 .4rem; }
.facts dt { color: var(--muted); font-size: .88rem; }
.facts time { white-space: normal; }
.facts dd { margin: 0; font-weight: 550; }
.week { display: grid; gap: 1.6rem 2.6rem; grid-template-columns: minmax(0, 1fr); margin-top: 1rem; }
@media (min-width: 62rem) { .week { grid-template-columns: minmax(0, 5fr) minmax(0, 8fr); } }
.moves { list-style: none; margin: .6rem 0 0; padding: 0; display: grid; gap: .7rem; }
.moves li { display: grid; grid-template-columns: 1fr auto; gap: .1rem .8rem; align-items: baseline; font-size: .94rem; }
.route { display: flex; flex-wrap: wrap; gap: 0 .5em; }
.number { font-weight: 600; }
.bar { grid-column: 1 / -1; width: 100%; height: 4px; border-radius: 2px; background: var(--line); }
.bar rect { fill: var(--accent); }
@media (max-width: 40rem) {
  .stack, .stack tbody { display: block; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .stack tr:last-child { border-bottom: 0; }
  .stack tbody th, .stack td { display: block; padding: .1rem 0; border: 0; text-align: right; overflow-wrap: anywhere; }
  .stack tbody th { font-size: 1rem; text-align: left; }
  .stack td::before { content: attr(data-head); color: var(--muted); float: left; margin-right: 1rem; }
  .stack td:empty { display: none; }
  .stack td.figure { white-space: normal; }
}
summary { cursor: pointer; color: var(--muted); font-size: .9rem; padding: .3rem 0; }
.sought { color: var(--ink); font-weight: 600; }
`;
