import { type Html, html, type Piece } from '../html.ts';

export type Column<T> = {
  head: string;
  cell: (row: T) => Piece;
  /** Figures stand to the right, under each other. */
  isFigure?: boolean;
};

export type Table<T> = {
  caption: string;
  /** Left out, the caption is read out and not shown, as where a heading says the same. */
  isCaptionShown?: boolean;
  /** The first column names the row. */
  columns: readonly [Column<T>, ...Column<T>[]];
  rows: readonly T[];
};

/** A table that scrolls within itself on a narrow screen, by finger and by keyboard, with its caption and its heads. */
export function dataTable<T>({ caption, isCaptionShown = false, columns, rows }: Table<T>): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption${!isCaptionShown && html` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map(({ head, isFigure }) => html`<th scope="col"${isFigure && html` class="figure"`}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${columns.map((column, i) => cellOf(column, row, i === 0))}</tr>
`,
  )}</tbody></table></div>`;
}

function cellOf<T>({ cell, isFigure }: Column<T>, row: T, isHead: boolean): Html {
  const figure = isFigure && html` class="figure"`;
  return isHead ? html`<th scope="row"${figure}>${cell(row)}</th>` : html`<td${figure}>${cell(row)}</td>`;
}
