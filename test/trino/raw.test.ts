import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LandedLine } from '../reference/types.ts';
import { openOnBoth, type Two } from './both.ts';
import { landLines } from './lake.ts';

/** Properties whose text, as landed, is what both engines read. */
const verbatim = [
  {},
  { a: {}, b: [] },
  { a: [[1, [2, []]], { k: [{}] }] },
  { a: 'ü 😀 日本 \u2028\u007f' },
  { a: 'q"b\\s/\n\t\r\b\f' },
  { a: '\u0000\u0001' },
  { a: 0, b: -1, c: 0.1, d: 1.5, e: 100, f: 9007199254740991, g: 123456789012345680000 },
  { a: null, b: true, c: false },
  { 'a.b': 1, 'a"b': 2, 'a b': 3, '': 4, UserName: 'X' },
  { b: 1, a: 2 },
];

/** Properties that each engine spells in its own way; the values are the same. */
const respelled = [{ a: 1e21 }, { a: 1e-7 }, { a: -2.5e-9 }, { a: '\u000b\u001f' }, { a: '</b>' }];

/** Keys of one object that differ only in case: Trino keeps the last, so models never rely on such a pair. */
const merged = { extra: { Plan: 1, plan: 2 } };

const all = [...verbatim, ...respelled, merged];

describe('what landed, as both engines read it', () => {
  const lake = mkdtempSync(join(tmpdir(), 'lake-'));
  let two: Two;
  let texts: { duckdb: string[]; trino: string[] };

  beforeAll(async () => {
    await landLines(lake, all.map(toLine));
    two = await openOnBoth(lake);
    texts = { duckdb: await propertiesOn('duckdb'), trino: await propertiesOn('trino') };
  });
  afterAll(async () => {
    await two?.close();
    rmSync(lake, { recursive: true });
  });

  async function propertiesOn(engine: 'duckdb' | 'trino'): Promise<string[]> {
    const rows = await two[engine].query('select properties from raw_web order by event_id');
    return rows.map(({ properties }) => String(properties));
  }

  test('objects keep their text', () => {
    const landed = verbatim.map((properties) => JSON.stringify(properties));
    expect(texts.duckdb.slice(0, verbatim.length)).toEqual(landed);
    expect(texts.trino.slice(0, verbatim.length)).toEqual(landed);
  });

  test('numbers with an exponent, control characters and </ keep their value, not their text', () => {
    const from = verbatim.length;
    const values = (list: string[]) => list.slice(from, from + respelled.length).map((text) => JSON.parse(text));
    expect(values(texts.duckdb)).toEqual(respelled);
    expect(values(texts.trino)).toEqual(respelled);
  });

  test('of keys that differ only in case, Trino keeps the last', () => {
    expect(JSON.parse(texts.duckdb.at(-1) ?? '')).toEqual(merged);
    expect(JSON.parse(texts.trino.at(-1) ?? '')).toEqual({ extra: { plan: 2 } });
  });

  test.each(['event_id', 'schema_version', 'email', 'user_id', 'consent', 'received_at'])(
    '%s is equal',
    async (column) => {
      const select = `select ${column} from raw_web order by event_id`;
      expect(await two.trino.query(select)).toEqual(await two.duckdb.query(select));
    },
  );
});

function toLine(properties: Record<string, unknown>, at: number): LandedLine {
  return {
    event_id: `e${String(at).padStart(2, '0')}`,
    source: 'web',
    provider: 'canonical',
    event_name: 'feature_used',
    schema_version: 1,
    occurred_at: '2026-01-01T00:00:00.000Z',
    received_at: '2026-01-01T00:00:00.000Z',
    email: 'a"b\\c/ü😀\u001f@x.y',
    user_id: '{"a":1}',
    properties,
    body_sha256: String(at),
  };
}
