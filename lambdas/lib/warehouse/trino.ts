import { type Column, pagesOf, type TrinoConnection } from './trino-protocol.ts';
import { rowReader } from './trino-values.ts';
import type { Row, Warehouse } from './warehouse.ts';

/**
 * A warehouse in a Trino server; unqualified names mean `catalog.schema`. `close` cancels what still runs.
 * Throws `Fault` when the server does not answer; statements that fail throw `Fault` with Trino's message, error name and query id.
 */
export async function connectTrino(connection: TrinoConnection): Promise<Warehouse> {
  const closing = new AbortController();
  const read = (statement: string) => readAll(connection, statement, closing.signal);
  await read('select 1');
  return {
    engine: 'trino',
    run: async (statement) => ({ rows: (await read(statement)).written }),
    query: async (statement) => (await read(statement)).rows,
    close: async () => closing.abort(),
  };
}

/** A signal of the statement's own: each request leaves a listener on its signal, and those of one connection would add up. */
async function readAll(connection: TrinoConnection, statement: string, closing: AbortSignal) {
  const own = new AbortController();
  const stop = () => own.abort();
  closing.addEventListener('abort', stop);
  try {
    return await readPages(connection, statement, own.signal);
  } finally {
    closing.removeEventListener('abort', stop);
  }
}

async function readPages(connection: TrinoConnection, statement: string, signal: AbortSignal) {
  const rows: Row[] = [];
  let columns: Column[] | undefined;
  let toRow: ReturnType<typeof rowReader> | undefined;
  let written: number | null = null;
  for await (const page of pagesOf(connection, statement, signal)) {
    columns ??= page.columns;
    written = page.updateCount ?? written;
    if (page.data === undefined || columns === undefined) continue;
    toRow ??= rowReader(columns);
    for (const values of page.data) rows.push(toRow(values));
  }
  return { rows, written };
}
