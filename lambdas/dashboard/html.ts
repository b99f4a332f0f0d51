/** Text that is safe to stand in a page. Made by `html` and `trusted` alone. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Piece = Html | string | number | bigint | false | null | undefined | readonly Piece[];

/**
 * A piece of a page. Every value is escaped, for element content and for attributes between double quotes alike; lists are joined;
 * false, null and undefined leave nothing. An attribute must always be quoted, and no value belongs into a tag's or attribute's name.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(strings.reduce((text, string, i) => text + render(values[i - 1]) + string));
}

/** Text of our own that is put into a page as it is. Never for anything that came from outside. */
export function trusted(text: string): Html {
  return new Html(text);
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return String(piece).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
