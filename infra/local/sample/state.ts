import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '../../../lambdas/lib/errors.ts';
import type { Story } from './people.ts';

/** How far a home has been told its story. */
export interface SampleState extends Story {
  /** Up to here everything has been sent, by the story's own clock: milliseconds since 1970. */
  toldMs: number;
  /** Up to here the tables have been refreshed, by the same clock. */
  shownMs: number;
  /** What is added to the story's clock to give ours; below 0 once a live stream has run ahead. */
  shiftMs: number;
}

const FILE = 'sample.json';

const schema = z.object({
  seed: z.int(),
  fromMs: z.int(),
  people: z.int().positive(),
  toldMs: z.int(),
  shownMs: z.int(),
  shiftMs: z.int(),
});

/** The state of a home, null where it was never given the sample. Throws `Fault` (exit code 2) for a file that is no state. */
export function readState(home: string): SampleState | null {
  const path = join(home, FILE);
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    const remedy = 'Remove it to keep what has landed and go without the sample, or use another LIFECYCLE_HOME';
    throw new Fault(`[sample] ${path} cannot be used: ${messageOf(error)}. ${remedy}`, { cause: error, exitCode: 2 });
  }
}

/** Replaces the state; whoever dies in the middle leaves the old one. */
export function writeState(home: string, state: SampleState): void {
  const path = join(home, FILE);
  mkdirSync(home, { recursive: true });
  writeFileSync(`${path}.next`, `${JSON.stringify(state)}\n`);
  renameSync(`${path}.next`, path);
}
