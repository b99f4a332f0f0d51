/** Colours, type and rhythm. Every pair of text and ground has a contrast of 4.5 or more in both schemes, every shape 3 or more. */
export const BASE = `
:root {
  color-scheme: light dark;
  --ground: #f6f3ec; --surface: #fffdf9; --raised: #fbf8f1; --ink: #1f1b2d; --muted: #5f5870; --line: #e3dccd;
  --accent: #4a36c9; --accent-soft: #ece8fb; --better: #146c43; --worse: #a5282f; --focus: #4a36c9;
  --tone-1: #2a86a8; --tone-2: #3a6fd0; --tone-3: #6252d4; --tone-4: #8d44c2; --tone-5: #b93a8d; --tone-6: #c73d58; --tone-7: #b9562a;
  --tone-quiet: #8b8496; --tone-ended: #4d4758; --tone-returned: #2c8a62;
  --shade-0: #fffdf9; --shade-1: #efeafb; --shade-2: #e2dafa; --shade-3: #d2c7f7; --shade-4: #beb0f3;
  --shade-5: #a898ee; --shade-6: #6c57d8; --shade-7: #5844c8; --shade-8: #4632b2; --shade-9: #352495; --shade-ink: #ffffff;
  --shadow: 0 1px 2px rgb(48 36 16 / .05), 0 8px 24px -12px rgb(48 36 16 / .14);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131119; --surface: #1b1823; --raised: #221f2c; --ink: #efecf6; --muted: #a9a2b8; --line: #322e3f;
    --accent: #b5a8ff; --accent-soft: #2c2744; --better: #6fd6a0; --worse: #ff9a9a; --focus: #c9bfff;
    --tone-1: #5cc0e0; --tone-2: #79a8ff; --tone-3: #a295ff; --tone-4: #c98fff; --tone-5: #f085cb; --tone-6: #ff8ca1; --tone-7: #f5a27a;
    --tone-quiet: #8b8499; --tone-ended: #cfc8dc; --tone-returned: #6fd6a0;
    --shade-0: #1b1823; --shade-1: #262138; --shade-2: #2f2849; --shade-3: #3a315d; --shade-4: #463a73;
    --shade-5: #54468c; --shade-6: #9184ee; --shade-7: #a79cf6; --shade-8: #beb5fb; --shade-9: #d6d0ff; --shade-ink: #15121d;
    --shadow: 0 1px 2px rgb(0 0 0 / .3);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 400 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.15; text-wrap: balance; margin: 0; }
h1, h2 { font-family: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; font-weight: 600; letter-spacing: -.015em; }
h1 { font-size: clamp(2rem, 1.4rem + 2.6vw, 3rem); }
h2 { font-size: clamp(1.5rem, 1.25rem + 1vw, 1.9rem); }
h3 { font-size: .95rem; font-weight: 600; }
p { margin: .4rem 0; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
code, pre, .identifier { font-family: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, monospace; font-size: .86em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; overflow-x: auto; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .25rem; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--ink); color: var(--ground); padding: .6rem 1rem; border-radius: .5rem; z-index: 1; }
.skip:focus { top: 1rem; }
.lead { color: var(--muted); max-width: 60ch; }
.note { color: var(--muted); font-weight: 400; }
.better { color: var(--better); }
.worse { color: var(--worse); }
.same { color: var(--muted); }
.empty { color: var(--muted); background: var(--raised); border: 1px dashed var(--line); border-radius: .75rem; padding: 1.1rem; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } a, summary, .card { transition: color .15s, background-color .15s, border-color .15s; } }
@media print { .search, .skip, .choices { display: none; } }
`;
