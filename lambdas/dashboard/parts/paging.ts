import type { Format } from '../format.ts';
import { type Html, html } from '../html.ts';

export type Paging = { page: number; size: number; inAll: number; hrefOf: (page: number) => string; of: string };

/** Where in a long list the reader is, with the ways on. Leaves nothing where one page holds all. */
export function pagingRow({ page, size, inAll, hrefOf, of }: Paging, format: Format): Html {
  const pages = Math.max(1, Math.ceil(inAll / size));
  if (pages === 1 && page === 1) return html``;
  const first = format.count(Math.min((page - 1) * size + 1, inAll));
  const last = format.count(Math.min(page * size, inAll));
  return html`<nav class="paging" aria-label="Pages of ${of}">
<p>${first} to ${last} of ${format.count(inAll)}</p>
<ul>${page > 1 && html`<li><a rel="prev" href="${hrefOf(Math.min(page - 1, pages))}">Newer</a></li>`}${page < pages && html`<li><a rel="next" href="${hrefOf(page + 1)}">Older</a></li>`}</ul>
</nav>`;
}
