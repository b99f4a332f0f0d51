import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { jsonText } from './schemas/json-text.ts';

const NOTICES = 'schemas/notices';

/** JSON Schema of the detail of every notice that subscribers receive: one file for each of schemas/notices that defines one. */
export async function generate(): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of (await readdir(NOTICES)).sort()) {
    const name = path.basename(file, '.ts');
    const exported = (await import(pathToFileURL(path.resolve(NOTICES, file)).href)) as Record<string, unknown>;
    const detail = exported[camelCase(name)];
    // As input, fields that are not named are allowed: a subscriber must not fail when one is added.
    if (detail instanceof z.ZodObject) {
      texts[`schemas/generated/${name}.schema.json`] = jsonText(z.toJSONSchema(detail, { io: 'input' }));
    }
  }
  return texts;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
