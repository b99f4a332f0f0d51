const MOST_LETTERS = 120;

/** A statement's beginning on one line, short enough for a message: at most 120 letters and an ellipsis. */
export function statementHead(statement: string): string {
  const line = statement.replace(/\s+/g, ' ').trim();
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)} ...` : line;
}
