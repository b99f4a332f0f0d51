import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What each file of infra/gen exports: the files it is the source of, path from the root -> text. */
interface Generator {
  generate(): Promise<Record<string, string>>;
}

const GENERATORS = 'infra/gen';

/** Every generated file as it should be, path -> text. */
export async function generateAll(): Promise<Record<string, string>> {
  const files = (await readdir(GENERATORS)).filter((file) => file.endsWith('.ts')).sort();
  const texts: Record<string, string> = {};
  for (const file of files) {
    const { generate } = (await import(pathToFileURL(path.resolve(GENERATORS, file)).href)) as Generator;
    Object.assign(texts, await generate());
  }
  return texts;
}

/** The generated files whose text on the disk is another one, or that are missing. */
export async function findStale(texts: Record<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    const present = await readFile(file, 'utf8').catch(() => null);
    if (present !== text) stale.push(file);
  }
  return stale;
}

async function main(isCheck: boolean): Promise<void> {
  const texts = await generateAll();
  const stale = await findStale(texts);
  for (const file of stale) {
    if (isCheck) console.error(`[gen] ${file} is not what its source says. Run npm run gen`);
    else await writeFile(file, texts[file] ?? '');
  }
  if (!isCheck) console.log(`[gen] ${stale.length} of ${Object.keys(texts).length} files written`);
  else if (stale.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.includes('--check'));
