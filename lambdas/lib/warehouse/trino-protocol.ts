import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, messageOf } from '../errors.ts';
import { statementHead } from './statement-head.ts';

/** Where statements go. `catalog` and `schema` are what unqualified names mean; `fetch` and `pauseMs` are for tests. */
export type TrinoConnection = {
  url: string;
  catalog: string;
  schema: string;
  user: string;
  /** Of the user, where the server asks for one; it is sent over https alone. */
  password?: string;
  fetch?: typeof fetch;
  pauseMs?: number;
};

export type Column = { name: string; type: string };

/** One answer of the server: a page of rows, what is known of the query, and where the next page is. */
export type Page = {
  id: string;
  nextUri?: string;
  columns?: Column[];
  data?: unknown[][];
  updateCount?: number;
  error?: { message: string; errorName: string; errorType: string };
};

const attempts = 10;
const busy = new Set([429, 502, 503, 504]);
const numbersAndStrings = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longInteger = /^-?\d{16,}$/;

/**
 * The pages of one statement, by Trino's REST protocol, in order and until its end. Leaving the loop early cancels the query.
 * Throws `Fault` with Trino's message, error name and query id, or when the server cannot be reached.
 * (npm `trino-client` was tried: it reads 9007199254740993 as 9007199254740992.)
 */
export async function* pagesOf(
  connection: TrinoConnection,
  statement: string,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  let page = await request(connection, `${connection.url}/v1/statement`, { method: 'POST', body: statement, signal });
  try {
    yield checked(page, statement);
    while (page.nextUri !== undefined) {
      page = await request(connection, page.nextUri, { signal });
      yield checked(page, statement);
    }
  } finally {
    if (page.nextUri !== undefined) await cancel(connection, page.nextUri);
  }
}

/** `JSON.parse` that keeps integers of 16 digits and more as strings, as a double cannot hold them. */
export function parsePage(text: string): Page {
  return JSON.parse(
    text.replace(numbersAndStrings, (token) => (longInteger.test(token) ? `"${token}"` : token)),
  ) as Page;
}

function checked(page: Page, statement: string): Page {
  if (page.error === undefined) return page;
  const { message, errorName } = page.error;
  throw new Fault(`[warehouse] [trino] ${statementHead(statement)}: ${errorName}: ${message} (query ${page.id})`);
}

/** One request; a server that says it is busy is asked again, as the protocol wants it. */
async function request(connection: TrinoConnection, url: string, init: RequestInit): Promise<Page> {
  const pause = connection.pauseMs ?? 100;
  for (let attempt = 1; ; attempt++) {
    const response = await send(connection, url, init);
    if (response.ok) return parsePage(await response.text());
    if (!busy.has(response.status) || attempt === attempts) throw await refused(response, url);
    await response.body?.cancel();
    await sleep(pause * attempt);
  }
}

async function send(connection: TrinoConnection, url: string, init: RequestInit): Promise<Response> {
  const ask = connection.fetch ?? fetch;
  return ask(url, { ...init, headers: headersOf(connection) }).catch((cause: unknown) => {
    const why = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
    throw new Fault(`[warehouse] [trino] no answer from ${connection.url}: ${why}`, { cause });
  });
}

async function refused(response: Response, url: string): Promise<Fault> {
  const text = (await response.text()).slice(0, 300);
  return new Fault(`[warehouse] [trino] ${new URL(url).origin} answered ${response.status}: ${text}`);
}

/** The answer does not matter: a query that cannot be cancelled ends when nobody fetches its pages. */
async function cancel(connection: TrinoConnection, url: string): Promise<void> {
  await send(connection, url, { method: 'DELETE' }).catch(() => undefined);
}

function headersOf({ user, password, catalog, schema }: TrinoConnection): Record<string, string> {
  const basic = password === undefined ? null : Buffer.from(`${user}:${password}`).toString('base64');
  return {
    ...(basic === null ? {} : { authorization: `Basic ${basic}` }),
    'X-Trino-User': user,
    'X-Trino-Catalog': catalog,
    'X-Trino-Schema': schema,
    'X-Trino-Source': 'customer-lifecycle',
    'X-Trino-Time-Zone': 'UTC',
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  };
}
