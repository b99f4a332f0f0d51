import { z } from 'zod';
import { SOURCES, type Source, UNIONS } from '../../schemas/event.ts';
import { jsonText } from './schemas/json-text.ts';

/** The events of each source as JSON Schema 2020-12, for senders, catalogs and generators of clients; `pii: true` marks personal data. */
export async function generate(): Promise<Record<string, string>> {
  return Object.fromEntries(SOURCES.map((source) => [pathOf(source), jsonText(schemaOf(source))]));
}

function pathOf(source: Source): string {
  return `schemas/generated/${source}.schema.json`;
}

function schemaOf(source: Source): object {
  const schema = z.toJSONSchema(UNIONS[source], { io: 'input' });
  return { $schema: schema.$schema, title: `Events of ${source}, as they land`, ...schema };
}
