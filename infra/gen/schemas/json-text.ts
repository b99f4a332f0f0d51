const LINE_WIDTH = 120;
/** An innermost array that JSON.stringify has spread over lines, with the indent of its line. */
const SPREAD_ARRAY = /^( *)(.*)\[\n\s+([^[\]{}]*?)\n\s+\](,?)$/gm;

/** JSON as the formatter of this repository leaves it: arrays of plain values on one line where they fit. */
export function jsonText(value: object): string {
  const text = JSON.stringify(value, null, 2).replace(SPREAD_ARRAY, (spread, indent, key, items, comma) => {
    const line = `${indent}${key}[${items.replace(/\n\s+/g, ' ')}]${comma}`;
    return line.length <= LINE_WIDTH ? line : spread;
  });
  return `${text}\n`;
}
