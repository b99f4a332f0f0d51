import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundles, programs } from '../../infra/build.ts';

/** Relative links in the bundle find packages and models from here; git does not see it. */
const FOLDER = '.cache/test';

/**
 * What follows `node` to run `lifecycle`, as it is installed: one bundle. Made when this file is first imported, because a program that compiles
 * its sources at every start costs three times as much, and tests start dozens.
 */
export const COMMAND_LINE: readonly string[] = [await bundled(fileURLToPath(new URL('../..', import.meta.url)))];

async function bundled(root: string): Promise<string> {
  const [bundle] = await bundles(
    root,
    programs(root).filter(({ isLambda }) => !isLambda),
  );
  if (bundle === undefined) throw new Error('infra/build.ts knows no command line');
  const folder = join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  linkModels(join(folder, 'sql'));
  return replaceFile(join(folder, 'lifecycle.mjs'), bundle.content);
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
