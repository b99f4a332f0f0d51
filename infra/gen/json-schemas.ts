import { z } from 'zod';
import { SOURCES, type Source, UNIONS } from '../../schemas/event.ts';

const LINE_WIDTH = 120;
/** An innermost array that JSON.stringify has spread over lines, with the indent of its line. */
const SPREAD_ARRAY = /^( *)(.*)\[\n\s+([^[\]{}]*?)\n\s+\](,?)$/gm;

/** The events of each source as JSON Schema 2020-12, for senders, catalogs and generators of clients; `pii: true` marks personal data. */
export async function generate(): Promise<Record<string, string>> {
  return Object.fromEntries(SOURCES.map((source) => [pathOf(source), toText(schemaOf(source))]));
}

function pathOf(source: Source): string {
  return `schemas/generated/${source}.schema.json`;
}

function schemaOf(source: Source): object {
  const schema = z.toJSONSchema(UNIONS[source], { io: 'input' });
  return { $schema: schema.$schema, title: `Events of ${source}, as they land`, ...schema };
}

/** JSON as the formatter of this repository leaves it: arrays of plain values on one line where they fit. */
function toText(value: object): string {
  const text = JSON.stringify(value, null, 2).replace(SPREAD_ARRAY, (spread, indent, key, items, comma) => {
    const line = `${indent}${key}[${items.replace(/\n\s+/g, ' ')}]${comma}`;
    return line.length <= LINE_WIDTH ? line : spread;
  });
  return `${text}\n`;
}
