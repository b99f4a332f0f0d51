import { existsSync } from 'node:fs';
import { warehousePath } from '../home.ts';
import { openDuckDbLake } from '../lake.ts';
import { readTables, replaceTables, SCHEMA } from '../published-file.ts';
import type { Target } from './target.ts';

/** The published file of a home: a refresh works on a copy, which replaces it at the end. */
export function duckDbTarget(home: string): Target {
  return {
    schema: SCHEMA,
    mayHold: () => existsSync(warehousePath(home)),
    read: (read, how) => readTables(home, read, how),
    replace: (work, onStep) => replaceTables(home, work, onStep),
    openLake: (warehouse, catalog, paths) => openDuckDbLake(warehouse, catalog, home, paths),
    unfinished: null,
  };
}
