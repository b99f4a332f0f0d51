import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const READ = /\.(sql|yml|csv)$/;

/** The files of a sql/ folder, path below it -> text: what `buildCatalog` takes. The one place here that touches a disk. */
export function readSqlFiles(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && READ.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [
      path
        .slice(folder.length)
        .replace(/^[/\\]/, '')
        .replaceAll('\\', '/'),
      readFileSync(path, 'utf8'),
    ]),
  );
}
