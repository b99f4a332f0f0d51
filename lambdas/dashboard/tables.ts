import type { Warehouse } from '../lib/warehouse/warehouse.ts';

/** The published tables, as pages read them: all reads of one `work` see the tables of one refresh. */
export interface Tables {
  /** Answers null before the first refresh; throws what `work` throws. */
  read<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T | null>;
}
