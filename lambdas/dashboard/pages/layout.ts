import { type Html, html, trusted } from '../html.ts';
import { STYLES } from '../styles/styles.ts';

export type Page = {
  title: string;
  body: Html;
  /** Which way of the navigation leads here. */
  at?: 'overview' | 'changes' | 'people';
  /** What was looked for, to be looked for again. */
  sought?: string;
  /** Of when the tables are. */
  asOf?: Html;
};

const WAYS = [
  ['overview', '/', 'Overview'],
  ['changes', '/changes', 'Changes'],
  ['people', '/customers', 'People'],
] as const;

/** A ring with a gap and a dot that goes round it: the lifecycle, small. */
const MARK = trusted(
  '<svg class="mark" viewBox="0 0 32 22" aria-hidden="true"><ellipse cx="16" cy="11" rx="13" ry="8"/><circle cx="25" cy="5.5" r="4"/></svg>',
);

/** The whole document around a page's body. */
export function layout({ title, body, at, sought = '', asOf }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title} · Customer lifecycle</title>
<style>${trusted(STYLES)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="site">
<a class="brand" href="/">${MARK}<span>Customer lifecycle</span></a>
<nav aria-label="Pages"><ul>${WAYS.map(
    ([name, href, label]) => html`<li><a href="${href}"${at === name && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>
${searchForm(sought)}
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer class="site"><p>${asOf === undefined ? 'Customer lifecycle' : html`The tables speak of ${asOf}`}</p></footer>
</body>
</html>
`;
}

function searchForm(sought: string): Html {
  return html`<form class="search" role="search" action="/customers" method="get">
<label class="unseen" for="q">Find a customer by e-mail or identifier</label>
<input id="q" name="q" type="search" value="${sought}" placeholder="E-mail or identifier" maxlength="200" autocomplete="off" spellcheck="false">
<button type="submit">Find</button>
</form>`;
}
