/** What a cell says, by its trimmed text, which is never empty. What cannot be read stays text, so that the schema says what to send. */
export type ReadCell = (text: string) => unknown;

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', '1'].map((word): [string, boolean] => [word, true]),
  ...['false', 'no', '0'].map((word): [string, boolean] => [word, false]),
]);

/** As it stands, whatever a spreadsheet would make of it: =1+1 is four characters. */
export const text: ReadCell = (cell) => cell;
export const upper: ReadCell = (cell) => cell.toUpperCase();
export const lower: ReadCell = (cell) => cell.toLowerCase();
export const whole: ReadCell = (cell) => (/^\d{1,15}$/.test(cell) ? Number(cell) : cell);
export const decimal: ReadCell = (cell) => (/^-?\d{1,15}(\.\d{1,15})?$/.test(cell) ? Number(cell) : cell);
export const flag: ReadCell = (cell) => WORDS.get(cell.toLowerCase()) ?? cell;
