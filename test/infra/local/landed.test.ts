import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LINE_LIMIT_BYTES, LineCounter } from '../../../infra/local/landed/line-counter.ts';
import { verifyLanded } from '../../../infra/local/landed/verify-landed.ts';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';

const DAY = 'raw/web/received_date=2026-01-31';
const LINES = '{"event_id":"e1"}\n{"event_id":"é2"}\n';

let lake: string;
beforeEach(() => {
  lake = mkdtempSync(join(tmpdir(), 'landed-'));
});
afterEach(() => rmSync(lake, { recursive: true, force: true }));

const nameOf = (bytes: Uint8Array) => `${createHash('sha256').update(bytes).digest('hex')}.ndjson.gz`;
const verify = (known: string[] = []) => verifyLanded(lake, 'web', 'raw/web', new Set(known));

function put(path: string, bytes: Uint8Array): string {
  mkdirSync(dirname(join(lake, path)), { recursive: true });
  writeFileSync(join(lake, path), bytes);
  return path;
}

const putNamed = (bytes: Uint8Array) => put(`${DAY}/${nameOf(bytes)}`, bytes);

async function reasonFor(path: string): Promise<string> {
  const { landed, setAside } = await verify();
  expect(landed).toEqual([]);
  expect(setAside).toEqual([{ source: 'web', path, reason: expect.any(String) }]);
  const reason = setAside[0]?.reason ?? '';
  expect(reason).toMatch(/\. [A-Z]/);
  return reason;
}

describe('what has landed', () => {
  test('is nothing where there is no folder yet', async () => {
    expect(await verify()).toEqual({ landed: [], setAside: [] });
  });

  test('is told with its lines and bytes, in the order of the paths', async () => {
    const small = gzip(Buffer.from(LINES));
    const noise = Array.from({ length: 20_000 }, (_, i) => `{"n":${Math.sin(i)}}\n`).join('');
    const large = gzip(Buffer.from(noise));
    const open = gzip(Buffer.from('{"last":"without a newline"}'));
    const expected = [
      { path: putNamed(small), rows: 2, bytes: small.length },
      { path: putNamed(large), rows: 20_000, bytes: large.length },
      { path: putNamed(open), rows: 1, bytes: open.length },
    ].map((object) => ({ source: 'web', ...object }));
    expect(await verify()).toEqual({
      landed: expected.sort((a, b) => (a.path < b.path ? -1 : 1)),
      setAside: [],
    });
  });

  test('and is known is not read again', async () => {
    const known = put(`${DAY}/${'0'.repeat(64)}.ndjson.gz`, Buffer.from('not even gzip'));
    expect(await verify([known, 'raw/sales/received_date=2026-01-31/x'])).toEqual({ landed: [], setAside: [] });
  });

  test('and is gone is a fault that names it', async () => {
    const known = [`${DAY}/${'0'.repeat(64)}.ndjson.gz`, `${DAY}/${'1'.repeat(64)}.ndjson.gz`];
    await expect(verify(known)).rejects.toThrow(/0{64}\.ndjson\.gz and 1 more has landed and is gone.*Bring it back/);
  });
});

describe('set aside by name, and its neighbours are taken', () => {
  const whole = gzip(Buffer.from(LINES));
  const line = (text: string | Uint8Array) => gzip(Buffer.from(text));

  test.each<[string, () => string, RegExp]>([
    ['an empty file', () => putNamed(new Uint8Array()), /no bytes/],
    ['a torn one', () => put(`${DAY}/${nameOf(whole)}`, whole.subarray(0, 40)), /torn/],
    ['another content', () => put(`${DAY}/${nameOf(whole)}`, gzip(Buffer.from('{}\n'))), /SHA-256 [0-9a-f]{64}, not/],
    ['text under the right name', () => putNamed(Buffer.from(LINES)), /no gzip, or damaged/],
    ['zeros after the end', () => putNamed(Buffer.concat([whole, Buffer.alloc(9)])), /ends 9 bytes before the file/],
    ['no line', () => putNamed(gzip(new Uint8Array())), /holds no line/],
    ['lines that are no objects', () => putNamed(line('{"a":1}\nid,name\n')), /line 2 is no JSON object/],
    ['a blank line', () => putNamed(line('{"a":1}\n\n')), /line 2 is no JSON object/],
    ['a cut last line', () => putNamed(line('{"a":1}\n{"a":')), /line 2 is no JSON object/],
    ['what is not UTF-8', () => putNamed(line(Uint8Array.of(0x7b, 0xff, 0x7d, 0x0a))), /not UTF-8/],
    ['a name of somebody else', () => put(`${DAY}/export.ndjson.gz`, whole), /its name is not/],
    ['a hidden file', () => put('raw/web/.DS_Store', whole), /its name is not/],
    ['one outside of a day', () => put(`raw/web/${nameOf(whole)}`, whole), /directly in a folder/],
    ['one below a day', () => put(`${DAY}/deep/${nameOf(whole)}`, whole), /directly in a folder/],
    ['a file in the place of the folder', () => put('raw/web', whole), /it is no folder/],
  ])('%s', async (_, plant, expected) => {
    expect(await reasonFor(plant())).toMatch(expected);
  });

  test('a symbolic link, also of a folder', async () => {
    const real = put(`elsewhere/${nameOf(whole)}`, whole);
    mkdirSync(join(lake, DAY), { recursive: true });
    symlinkSync(join(lake, real), join(lake, DAY, nameOf(whole)));
    symlinkSync(join(lake, 'elsewhere'), join(lake, 'raw/web/received_date=2026-02-01'));
    const { landed, setAside } = await verify();
    expect(landed).toEqual([]);
    expect(setAside.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/symbolic link/),
      expect.stringMatching(/symbolic link/),
    ]);
  });

  test('a file and a folder that may not be read', async () => {
    const file = putNamed(whole);
    const folder = put('raw/web/received_date=2026-02-01/any', whole);
    chmodSync(join(lake, file), 0);
    chmodSync(join(lake, dirname(folder)), 0);
    chmodSync(lake, 0o755);
    const { landed, setAside } = await asNobody(verify);
    chmodSync(join(lake, dirname(folder)), 0o755);
    expect(landed).toEqual([]);
    expect(setAside.map(({ path, reason }) => [path, /EACCES.*right to read/.test(reason)])).toEqual([
      [file, true],
      [dirname(folder), true],
    ]);
  });

  test('while a sound object beside them lands', async () => {
    put(`${DAY}/export.ndjson.gz`, whole);
    const path = putNamed(whole);
    expect((await verify()).landed).toEqual([{ source: 'web', path, rows: 2, bytes: whole.length }]);
  });

  test('whatever an object is cut to', async () => {
    const text = fc.array(fc.record({ id: fc.string(), n: fc.double() }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (rows, at) => {
        const bytes = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
        const path = put(`${DAY}/${nameOf(bytes)}`, bytes.subarray(0, Math.floor(at * bytes.length)));
        await reasonFor(path);
        writeFileSync(join(lake, path), bytes);
        expect((await verify()).landed).toMatchObject([{ path, rows: rows.length }]);
        rmSync(join(lake, path));
      }),
    );
  });
});

/** Root may read anything; so a test that runs as root looks through another's eyes. */
async function asNobody<T>(look: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return look();
  process.seteuid?.(65_534);
  return look().finally(() => process.seteuid?.(0));
}

describe('lines', () => {
  test('are counted the same wherever the chunks are cut', () => {
    const text = Buffer.from(LINES.repeat(3));
    for (let size = 1; size <= text.length; size += 1) {
      const counter = new LineCounter({ isEveryLineParsed: true });
      for (let start = 0; start < text.length; start += size) counter.add(text.subarray(start, start + size));
      expect(counter.end()).toBe(6);
    }
  });

  test('are looked into when asked', () => {
    const broken = Buffer.from('{"a":}\n');
    expect(() => new LineCounter({ isEveryLineParsed: true }).add(broken)).toThrow('line 1 is no JSON object');
    expect(() => new LineCounter({ isEveryLineParsed: false }).add(broken)).not.toThrow();
  });

  test('have a length that engines read', () => {
    const counter = new LineCounter({ isEveryLineParsed: false });
    const chunk = Buffer.alloc(4 * 1024 * 1024, '{');
    for (let read = 0; read < LINE_LIMIT_BYTES; read += chunk.length) counter.add(chunk);
    expect(() => counter.add(chunk)).toThrow('line 1 is longer than');
  });
});
