/** What stands around every page: header, search, sections, footer, and the rows of choices. */
export const SITE = `
header.site, main, footer.site { width: min(76rem, 100%); margin-inline: auto; padding-inline: clamp(.75rem, 4vw, 2.5rem); }
header.site { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.6rem; padding-block: 1.1rem; }
.brand { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-weight: 650; text-decoration: none; letter-spacing: -.01em; }
.mark { width: 2rem; height: 1.4rem; }
.mark ellipse { fill: none; stroke: var(--ink); stroke-width: 2; }
.mark circle { fill: var(--accent); stroke: var(--ground); stroke-width: 1.5; }
header.site nav ul { display: flex; gap: .2rem; list-style: none; margin: 0; padding: 0; }
header.site nav a { display: block; padding: .35rem .7rem; border-radius: 2rem; color: var(--muted); text-decoration: none; }
header.site nav a:hover { color: var(--ink); background: var(--raised); }
header.site nav a[aria-current] { color: var(--ink); background: var(--surface); box-shadow: inset 0 0 0 1px var(--line); }
.search { display: flex; flex: 1 1 14rem; max-width: 24rem; margin-left: auto; }
.search input { flex: 1; min-width: 0; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-right: 0; border-radius: 2rem 0 0 2rem; padding: .4rem .9rem; }
.search input::placeholder { color: var(--muted); opacity: 1; }
.search button { font: inherit; font-weight: 600; color: var(--surface); background: var(--ink); border: 1px solid var(--ink); border-radius: 0 2rem 2rem 0; padding: .4rem 1rem; cursor: pointer; }
.search :focus-visible { position: relative; border-radius: 2rem; }
main { padding-block: clamp(.5rem, 2vw, 1.5rem) 3rem; }
main > section { background: var(--surface); border: 1px solid var(--line); border-radius: 1.1rem; box-shadow: var(--shadow); padding: clamp(1rem, 4vw, 2.2rem); margin-bottom: clamp(1rem, 2vw, 1.6rem); }
.kicker { color: var(--muted); margin: 0 0 .2rem; }
h1.name { font-size: clamp(1.5rem, 1.2rem + 1.8vw, 2.4rem); }
.problem { max-width: 46rem; margin-inline: auto; }
footer.site { color: var(--muted); font-size: .9rem; padding-bottom: 3rem; }
.choices { margin: .7rem 0 1rem; }
.choices ul { display: flex; flex-wrap: wrap; gap: .3rem; list-style: none; margin: 0; padding: 0; }
.choices a { display: block; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 2rem; color: var(--ink); background: var(--surface); text-decoration: none; font-size: .92rem; }
.choices a:hover { border-color: var(--accent); }
.choices a[aria-current] { background: var(--ink); border-color: var(--ink); color: var(--surface); }
.choosers { display: flex; flex-wrap: wrap; gap: 0 1.4rem; }
.choosers .choices { margin-block: .5rem .7rem; }
.paging { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .5rem 1rem; margin-top: .8rem; color: var(--muted); }
.paging ul { display: flex; gap: .5rem; list-style: none; margin: 0; padding: 0; }
.paging a { display: block; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: 2rem; text-decoration: none; }
`;
