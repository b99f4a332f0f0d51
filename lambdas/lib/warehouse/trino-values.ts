import { Fault } from '../errors.ts';
import type { Column } from './trino-protocol.ts';
import type { Row, Value } from './warehouse.ts';

type Read = (value: unknown) => Value;

const asNumber: Read = (value) => Number(value);
const asText: Read = (value) => String(value);

/** By type name without its parameters; what is not here is a type no table of the warehouse may have. */
const readers: Record<string, Read> = {
  boolean: (value) => value === true,
  tinyint: asNumber,
  smallint: asNumber,
  integer: asNumber,
  bigint: (value) => safeInteger(String(value)),
  real: asNumber,
  double: asNumber,
  decimal: asNumber,
  varchar: asText,
  char: asText,
  json: asText,
  date: asText,
  timestamp: (value) => instant(String(value)),
  'timestamp with time zone': (value) => zonedInstant(String(value)),
};

/**
 * One row of a page as the port promises it: dates and instants as ISO text (instants to the millisecond, UTC), arrays
 * as arrays, a bigint beyond 2^53 as bigint. Throws `Fault` for a type that tables may not have (map, row, varbinary, ...).
 */
export function rowReader(columns: readonly Column[]): (values: readonly unknown[]) => Row {
  const fields = columns.map(({ name, type }) => [name, readerOf(type)] as const);
  return (values) => Object.fromEntries(fields.map(([name, read], at) => [name, orNull(read)(values[at])]));
}

function readerOf(type: string): Read {
  const [, of] = /^array\((.*)\)$/.exec(type) ?? [];
  if (of !== undefined) {
    const read = orNull(readerOf(of));
    return (value) => (value as unknown[]).map(read);
  }
  const read = readers[type === 'unknown' ? 'varchar' : type.replace(/\([\d, ]+\)/, '')];
  if (read === undefined)
    throw new Fault(`[warehouse] [trino] a column of type ${type} cannot be read. Cast it to varchar`);
  return read;
}

function orNull(read: Read): Read {
  return (value) => (value === null || value === undefined ? null : read(value));
}

function safeInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** `2026-01-04 02:11:12.123456` as `2026-01-04T02:11:12.123Z`. */
function instant(text: string): string {
  const [date, time = ''] = text.split(' ');
  const [seconds, fraction = ''] = time.split('.');
  return `${date}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

function zonedInstant(text: string): string {
  if (!text.endsWith(' UTC')) throw new Fault(`[warehouse] [trino] ${text} is not in UTC. Use at_timezone(.., 'UTC')`);
  return instant(text.slice(0, -' UTC'.length));
}
