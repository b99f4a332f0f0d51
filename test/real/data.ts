import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const BESIDE_THE_REPOSITORY = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const REMEDY = 'Let LIFECYCLE_DATA name the folder that holds cdnow/ and complete-journey/';

/**
 * Whether a data set lies in the folder, for `describe.skipIf`. A developer's run without it says so in one line on
 * standard error; with CI set it throws, so that a green build has seen the real purchases.
 */
export function isMissing(dataSet: 'cdnow' | 'complete-journey'): boolean {
  const path = join(folder(), dataSet);
  if (existsSync(path)) return false;
  if (process.env.CI) throw new Error(`[real] ${path} is missing. ${REMEDY}`);
  process.stderr.write(`[real] SKIPPED, ${path} is missing. ${REMEDY}\n`);
  return true;
}

/** The text of one file of the folder; a name that ends in .gz is inflated. Throws when it is not there. */
export function readData(name: string): string {
  const bytes = readFileSync(join(folder(), name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** LIFECYCLE_DATA, else ../shared/data beside the repository. */
function folder(): string {
  return process.env.LIFECYCLE_DATA ?? BESIDE_THE_REPOSITORY;
}
