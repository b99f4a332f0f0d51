import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import accessors from '@duckdb/node-api/lib/vectors/dataAccessors.js';
import { Fault, messageOf } from '../errors.ts';
import { statementHead } from './statement-head.ts';
import type { Row, Value, Warehouse } from './warehouse.ts';

// node-api 1.5.6 decodes as if every text were a file: it takes a U+FEFF at its start for a mark and leaves it out
Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });

export type DuckDbOptions = {
  /** File of the database, or `:memory:`. */
  path: string;
  readOnly?: boolean;
  /** Statements that make DuckDB speak the models' dialect (sql/dialect/duckdb.sql); left out, plain DuckDB answers. */
  dialect?: string;
  /** What DuckDB may hold in memory before it spills to `spillFolder`, for example `1500MB`. */
  memoryLimit?: string;
  spillFolder?: string;
  threads?: number;
};

/**
 * Opens a DuckDB database as a `Warehouse`. Times are UTC.
 * Throws `Fault` naming the file and the remedy when it cannot be opened.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<Warehouse> {
  const instance = await open(options);
  try {
    const connection = await instance.connect();
    for (const statement of SESSION) await connection.run(statement);
    if (options.dialect !== undefined) await connection.run(options.dialect);
    return new DuckDb(instance, connection);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

const SESSION = [
  "set TimeZone = 'UTC'",
  // 1.5.6 fails an assertion ("Attempted to access index 6 within vector of size 6") where a select has several `row_number() ... = 1`
  // filters over joins, as customers.sql has
  "set disabled_optimizers = 'top_n_window_elimination'",
];

async function open(options: DuckDbOptions): Promise<DuckDBInstance> {
  const settings: Record<string, string> = {
    ...(options.readOnly === true ? { access_mode: 'READ_ONLY' } : {}),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.spillFolder === undefined ? {} : { temp_directory: options.spillFolder }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  };
  try {
    return await DuckDBInstance.create(options.path, settings);
  } catch (error) {
    throw new Fault(
      `[warehouse] ${options.path} cannot be opened: ${messageOf(error)}. Is another program writing it, or was it made by a newer DuckDB?`,
      { cause: error },
    );
  }
}

class DuckDb implements Warehouse {
  readonly engine = 'duckdb' as const;
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  async run(statement: string): Promise<{ rows: number | null }> {
    const result = await this.attempt(statement, () => this.connection.run(statement));
    return { rows: result.rowsChanged };
  }

  async query(statement: string): Promise<Row[]> {
    const reader = await this.attempt(statement, () => this.connection.runAndReadAll(statement));
    const names = reader.deduplicatedColumnNames();
    return reader.getRows().map((row) => Object.fromEntries(names.map((name, i) => [name, toValue(row[i] ?? null)])));
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async attempt<T>(statement: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw new Fault(
        `[warehouse] [duckdb] ${messageOf(error).split('\n\nStack Trace')[0]} (in: ${statementHead(statement)})`,
        {
          cause: error,
        },
      );
    }
  }
}

/** A value of DuckDB as the port's docstring says. */
function toValue(value: DuckDBValue): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return safe(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return instant(value.micros / 1000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return instant(value.millis);
  if (value instanceof DuckDBDateValue) return instant(BigInt(value.days) * 86_400_000n).slice(0, 10);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(toValue);
  return String(value);
}

function safe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function instant(milliseconds: bigint): string {
  return new Date(Number(milliseconds)).toISOString();
}
