import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from '../../lambdas/lib/errors.ts';

export const TEMPLATES = ['count-metric', 'ratio-metric', 'model', 'provider'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Files, path from the root -> text. */
export type Files = Record<string, string>;

const FOLDER = 'infra/new/templates';

/** Keeps TypeScript of a template out of the compiler's sight: its names are still blank. */
const DISGUISE = /\.ts\.txt$/;

/** The files of a template of the repository at `root`, laid out as the repository is, `__name__` standing for names. */
export function readTemplate(root: string, template: Template): Files {
  const folder = path.join(root, FOLDER, template);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((file) => [
      path.relative(folder, file).split(path.sep).join('/').replace(DISGUISE, '.ts'),
      readFileSync(file, 'utf8'),
    ]),
  );
}

/** The template's files for a subject: `__name__`, `__layer__` and `__label__` (`New customers`) filled in, in paths and texts. */
export function fillTemplate(template: Files, { layer = '', name }: { layer?: string; name: string }): Files {
  const words = name.replaceAll('_', ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  const fill = (text: string) =>
    text.replaceAll('__name__', name).replaceAll('__layer__', layer).replaceAll('__label__', label);
  return Object.fromEntries(Object.entries(template).map(([file, text]) => [fill(file), fill(text)]));
}

/** Writes files that are not there yet. Throws `Fault` (exit code 2), with nothing written, where one is. */
export function writeNew(root: string, files: Files): void {
  const present = Object.keys(files).find((file) => existsSync(path.join(root, file)));
  if (present !== undefined) {
    throw new Fault(`[new] ${present} is there already. Remove it, or choose another name`, { exitCode: 2 });
  }
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx' });
  }
}
