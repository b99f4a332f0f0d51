import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const NOTICES = 'schemas/notices';
const LINE_WIDTH = 120;

/** JSON Schema of the detail of every notice that subscribers receive: one file for each of schemas/notices that defines one. */
export async function generate(): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of (await readdir(NOTICES)).sort()) {
    const name = path.basename(file, '.ts');
    const exported = (await import(pathToFileURL(path.resolve(NOTICES, file)).href)) as Record<string, unknown>;
    const detail = exported[camelCase(name)];
    // As input, fields that are not named are allowed: a subscriber must not fail when one is added.
    if (detail instanceof z.ZodObject) {
      texts[`schemas/generated/${name}.schema.json`] = toText(z.toJSONSchema(detail, { io: 'input' }));
    }
  }
  return texts;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** JSON as the formatter of this repository has it: a list of words stands on one line where it fits. */
function toText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/^.*\[\n[^[\]{}]*\n *\],?$/gm, (list) => {
    const line = list
      .replace(/\n */g, ' ')
      .replace('[ ', '[')
      .replace(/ \](,?)$/, ']$1');
    return line.length <= LINE_WIDTH ? line : list;
  })}\n`;
}
