/** Tables, cards, facts, lists. */
export const CONTENT = `
.scroll { overflow-x: auto; margin-inline: -.5rem; padding-inline: .5rem; overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
caption { text-align: left; font-weight: 600; padding: 1.2rem 0 .4rem; }
th, td { text-align: left; vertical-align: baseline; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 500; font-size: .85rem; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
.figure { text-align: right; white-space: nowrap; }
time { white-space: nowrap; }
.identifier { color: var(--muted); overflow-wrap: anywhere; }
.anonymous { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .86em; }
.person { font-weight: 550; }
.stage { display: inline-flex; align-items: baseline; gap: .4em; white-space: nowrap; color: var(--ink); }
a:hover > .stage { text-decoration: underline; text-underline-offset: .2em; }
.dot { width: .62em; height: .62em; border-radius: 50%; background: var(--tone); flex: none; align-self: center; }
.tone-quiet > .dot, .tone-ended > .dot { background: transparent; box-shadow: inset 0 0 0 .14em var(--tone); }
.to, .newcomer { color: var(--muted); }
.kind { display: inline-block; font-size: .82em; padding: 0 .5em; border-radius: 1em; background: var(--accent-soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: .9rem; list-style: none; margin: 0; padding: 0; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: .9rem; padding: 1rem 1.1rem .9rem; display: flex; flex-direction: column; }
.card h3 { color: var(--muted); font-weight: 500; }
.card .value { font-family: ui-serif, "Iowan Old Style", Palatino, Georgia, serif; font-size: 2.1rem; line-height: 1.1; letter-spacing: -.02em; margin: .35rem 0 .1rem; }
.card .change { font-size: .88rem; margin: 0 0 .7rem; color: var(--muted); }
.card .better { color: var(--better); }
.card .worse { color: var(--worse); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: .9rem 1.6rem; margin: 1.1rem 0 .4rem; }
.facts dt { color: var(--muted); font-size: .88rem; }
.facts dd { margin: 0; font-weight: 550; }
.week { display: grid; gap: 1.6rem 2.6rem; grid-template-columns: minmax(0, 1fr); margin-top: 1rem; }
@media (min-width: 62rem) { .week { grid-template-columns: minmax(0, 5fr) minmax(0, 8fr); } }
.moves { list-style: none; margin: .6rem 0 0; padding: 0; display: grid; gap: .7rem; }
.moves li { display: grid; grid-template-columns: 1fr auto; gap: .1rem .8rem; align-items: baseline; font-size: .94rem; }
.route { display: flex; flex-wrap: wrap; gap: 0 .5em; }
.number { font-weight: 600; }
.bar { grid-column: 1 / -1; width: 100%; height: 4px; border-radius: 2px; background: var(--line); }
.bar rect { fill: var(--accent); }
summary { cursor: pointer; color: var(--muted); font-size: .9rem; padding: .3rem 0; }
.sought { color: var(--ink); font-weight: 600; }
`;
