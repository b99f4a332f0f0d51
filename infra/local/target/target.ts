import type { Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import type { Paths } from '../lake.ts';
import type { OnStep } from '../steps.ts';
import type { UnfinishedRun } from './unfinished.ts';

/** Where a refresh keeps its tables: one adapter, one file. */
export interface Target {
  /** The schema that holds them. */
  schema: string;
  /** Whether there may be tables already. */
  mayHold(): boolean;
  /** Reads the tables as they stand. */
  read<T>(read: (warehouse: Warehouse) => Promise<T>, how?: { isDialectSpoken?: boolean }): Promise<T>;
  /** Works on the tables. An engine that undoes what fails leaves them as they were; another has `unfinished`. */
  replace<T>(work: (warehouse: Warehouse) => Promise<T>, onStep?: OnStep): Promise<T>;
  /** Makes the external relations of a session stand for the given objects of the lake. */
  openLake(warehouse: Warehouse, catalog: Catalog, paths: Paths): Promise<void>;
  /** Where a run is remembered until it ends; null for an engine that undoes what a run did before it died. */
  unfinished: UnfinishedRun | null;
}
