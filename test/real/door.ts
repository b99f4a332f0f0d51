import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { warehousePath } from '../../infra/local/home.ts';
import { render } from '../../infra/local/print.ts';
import { SCHEMA } from '../../infra/local/published-file.ts';
import { openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { Source } from '../../schemas/source.ts';
import { useSchemaReadOnly } from '../../sql/statements.ts';
import { COMMAND_LINE } from '../support/command-line.ts';

/** A lifecycle of its own in a temporary folder, filled by the commands that its users have. */
export interface RealWorld {
  /** What `import` said: `{received, accepted, rejected, seconds}`. */
  imported: Record<string, unknown>;
  /** The summary line of `refresh`. */
  refreshed: Record<string, unknown>;
  /** What a command prints on standard output. Throws with what it said when it fails. */
  lifecycle(...words: string[]): Promise<string>;
  /** The rows of a query as CSV lines without the header, from the published file as `query` opens it. */
  lines(sql: string): Promise<string[]>;
  remove(): Promise<void>;
}

type Exports = Partial<Record<Source, readonly object[]>>;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAX_OUTPUT = 64 * 1024 * 1024;
const run = promisify(execFile);

/** Writes the events to a folder of NDJSON files, imports it and refreshes as of `asOf`. Throws with what a failing command said. */
export async function throughTheDoor(events: Exports, asOf: string): Promise<RealWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'lifecycle-real-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    return await fill(folder, events, asOf, removeFolder);
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

async function fill(
  folder: string,
  events: Exports,
  asOf: string,
  removeFolder: () => Promise<void>,
): Promise<RealWorld> {
  const [home, exported] = [join(folder, 'home'), join(folder, 'exports')];
  const lifecycle = (...words: string[]) => runLifecycle(home, words);
  await writeExports(exported, events);
  const imported = lastJsonLine(await lifecycle('import', exported, '--source', 'sales'));
  const refreshed = lastJsonLine(await lifecycle('refresh', '--as-of', asOf));
  const warehouse = await openPublished(home);
  const lines = async (sql: string) => csvLines(render(await warehouse.query(sql), 'csv'));
  return { imported, refreshed, lifecycle, lines, remove: () => warehouse.close().then(removeFolder) };
}

async function writeExports(folder: string, events: Exports): Promise<void> {
  await mkdir(folder);
  for (const [source, own] of Object.entries(events)) {
    const lines = own.map((event) => `${JSON.stringify(event)}\n`);
    await writeFile(join(folder, `${source}.ndjson`), lines.join(''));
  }
}

async function openPublished(home: string): Promise<Warehouse> {
  const warehouse = await openDuckDb({ path: warehousePath(home), readOnly: true });
  for (const statement of useSchemaReadOnly(SCHEMA)) await warehouse.run(statement);
  return warehouse;
}

/** A developer's own settings are not part of the proof. */
async function runLifecycle(home: string, words: string[]): Promise<string> {
  const { LIFECYCLE_CONFIG: _, ...env } = process.env;
  const options = { cwd: ROOT, env: { ...env, LIFECYCLE_HOME: home }, maxBuffer: MAX_OUTPUT };
  return (await run(process.execPath, [...COMMAND_LINE, ...words], options)).stdout;
}

function lastJsonLine(output: string): Record<string, unknown> {
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}

/** RFC 4180 as `query --format csv` prints it, without the header. */
function csvLines(csv: string): string[] {
  return csv.trimEnd().split('\r\n').slice(1);
}
