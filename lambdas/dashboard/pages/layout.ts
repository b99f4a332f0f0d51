import { type Html, html, trusted } from '../html.ts';
import { STYLES } from '../styles/styles.ts';

export type Page = { title: string; body: Html };

/** The whole document around a page's body. */
export function layout({ title, body }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Customer lifecycle</title>
<style>${trusted(STYLES)}</style>
</head>
<body>
<main id="content">${body}</main>
</body>
</html>
`;
}
