/** A value as one line of JSON; integers beyond 2^53 as strings, which no reader rounds. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))}\n`;
}
