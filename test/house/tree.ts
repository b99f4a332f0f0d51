import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository as a value: path -> text. Rules read nothing else, so a planted violation is a changed copy. */
export type Tree = ReadonlyMap<string, string>;

const TEXT = /\.(ts|sql|yml|csv|md|json|ndjson|html|css)$|(^|\/)run$/;

/** Every text file that git knows of or would add. */
export function readTree(root = '.'): Tree {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\n').filter((path) => TEXT.test(path) && existsSync(join(root, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The files of one room whose path ends so. */
export function filesOf(tree: Tree, room: string, ending: string): [string, string][] {
  return [...tree].filter(([path]) => path.startsWith(`${room}/`) && path.endsWith(ending));
}

/** The files of sql/ as the catalog takes them: path below sql/ -> text. */
export function sqlFilesOf(tree: Tree): Record<string, string> {
  const files = [...tree].filter(([path]) => /^sql\/.*\.(sql|yml|csv)$/.test(path));
  return Object.fromEntries(files.map(([path, text]) => [path.slice('sql/'.length), text]));
}
