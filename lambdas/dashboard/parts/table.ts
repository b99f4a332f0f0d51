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
  /** On a narrow screen each row becomes a block with its heads beside its cells, for rows that tell of one thing each. */
  isStacked?: boolean;
  /** The first column names the row. */
  columns: readonly [Column<T>, ...Column<T>[]];
  rows: readonly T[];
};

/**
 * A table with its caption and heads, that scrolls within itself by finger and by keyboard where it is too wide. The roles are said
 * although they are the elements' own: browsers forget them where a style shows rows as blocks.
 */
export function dataTable<T>({ caption, isCaptionShown = false, isStacked = false, columns, rows }: Table<T>): Html {
  const heads = columns.map(
    ({ head, isFigure }) => html`<th role="columnheader" scope="col"${isFigure && html` class="figure"`}>${head}</th>`,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table role="table"${isStacked && html` class="stack"`}>
<caption${!isCaptionShown && html` class="unseen"`}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">${columns.map((column, i) => cellOf(column, row, i === 0))}</tr>
`,
  )}</tbody></table></div>`;
}

function cellOf<T>({ head, cell, isFigure }: Column<T>, row: T, isHead: boolean): Html {
  const figure = isFigure && html` class="figure"`;
  if (isHead) return html`<th role="rowheader" scope="row"${figure}>${cell(row)}</th>`;
  return html`<td role="cell" data-head="${head}"${figure}>${cell(row)}</td>`;
}
