import type { Engine } from '../../../sql/statements.ts';

/** A value as every adapter returns it: bigint and double as number (bigint beyond 2^53 as bigint), date as `YYYY-MM-DD`, timestamp as `YYYY-MM-DDTHH:MM:SS.sssZ`, array(varchar) as string[]. */
export type Value = string | number | bigint | boolean | null | Value[];
export type Row = Record<string, Value>;

/** Where models are run. One adapter, one file; `test/contracts/warehouse.ts` is the suite each of them passes. */
export interface Warehouse {
  readonly engine: Engine;
  /** Runs one statement that returns nothing; answers the rows it wrote, where the engine says so. Throws `Fault` naming the statement's head. */
  run(statement: string): Promise<{ rows: number | null }>;
  /** Runs one select and answers all of its rows. */
  query(statement: string): Promise<Row[]>;
  close(): Promise<void>;
}
