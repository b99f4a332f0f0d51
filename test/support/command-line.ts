import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundles } from '../../infra/build.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Bundles find packages and models from here; git does not see it. */
const FOLDER = join(ROOT, '.cache/test');

/** What follows `node` to run `lifecycle` as it is installed. */
export const COMMAND_LINE = await bundled('infra/local/main.ts');

/**
 * What follows `node` to run a program of the repository: one bundle, made now, because a program that compiles its sources at every start
 * costs three times as much, and tests start dozens. Throws what esbuild throws.
 */
export async function bundled(entry: string): Promise<readonly string[]> {
  const name = entry.replace(/\.ts$/, '').replaceAll('/', '-');
  const [bundle] = await bundles(ROOT, [{ name, entry, out: '', isLambda: false }]);
  mkdirSync(FOLDER, { recursive: true });
  linkModels(join(FOLDER, 'sql'));
  return [replaceFile(join(FOLDER, `${name}.mjs`), bundle?.content ?? new Uint8Array())];
}

function linkModels(link: string): void {
  try {
    symlinkSync('../../sql', link);
  } catch (error) {
    if (!existsSync(link)) throw error;
  }
}

/** Another test process may be starting the program at this very moment. */
function replaceFile(path: string, content: Uint8Array): string {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
  return path;
}
