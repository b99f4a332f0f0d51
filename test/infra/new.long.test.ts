import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillTemplate, readTemplate, TEMPLATES } from '../../infra/new/scaffold.ts';
import { faultOfSignature } from '../../lambdas/ingest/signature.ts';
import { type Provider, parsePayload } from '../../schemas/providers.ts';
import { buildCatalog } from '../../sql/catalog.ts';
import { RULES } from '../house/rules.ts';
import { readTree, sqlFilesOf, type Tree } from '../house/tree.ts';
import { casesIn, clear, expectedLines, givenOf, linesOf, memoryWarehouse, readCsv, rowsOf } from '../support/cases.ts';

type Fields = Record<string, unknown>;

const NOW = '2026-03-01T12:00:00.000Z';
const tree = readTree();

/** A copy of the repository, in which `npm run new` may write. */
function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'lifecycle-new-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const isNeeded = (path: string) => tree.has(path) || path === '.gitignore' || path.startsWith('infra/new/templates/');
  for (const path of listed.split('\n').filter(isNeeded)) cpSync(path, join(copy, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  return copy;
}

describe('npm run new', () => {
  let copy: string;
  beforeAll(() => {
    copy = copyRepository();
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const runNew = (...words: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'infra/new.ts', ...words], { cwd: copy, encoding: 'utf8' });
  const NEW = [
    ['metric', 'brand_new_visits'],
    ['metric', 'brand_new_ratio', 'ratio'],
    ['model', 'value/brand_new_scores'],
    ['provider', 'acmepay'],
  ];
  const names = ['brand_new_ratio', 'brand_new_scores', 'brand_new_visits'];

  it('writes files and says which, and what to do next', { timeout: 240_000 }, () => {
    for (const words of NEW) {
      const { status, stdout, stderr } = runNew(...words);
      expect([status, stderr]).toEqual([0, '']);
      const name = words[1]?.split('/').at(-1);
      expect(stdout).toMatch(
        words[0] === 'provider'
          ? new RegExp(
              `^written\n  schemas/providers/${name}.ts\n(.*\n)*generated anew\n  schemas/generated/providers.ts\nnext`,
            )
          : new RegExp(`sql/\\w+/${name}.sql\n.*sql/\\w+/${name}.yml\n(.*\n)*next`),
      );
    }
    expect(runNew(...(NEW[0] ?? []))).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('is there already'),
    });
  });

  it('breaks no rule of the house', { timeout: 240_000 }, async () => {
    const grown: Tree = readTree(copy);
    expect([...grown.keys()].filter((path) => !tree.has(path) && dirname(path).startsWith('sql/')).length).toBe(6);
    for (const [name, problemsOf] of Object.entries(RULES)) {
      const problems = await problemsOf(grown);
      const before = problems.length === 0 ? [] : await problemsOf(tree);
      expect(
        problems.filter((problem) => !before.includes(problem)),
        name,
      ).toEqual([]);
    }
  });

  it('brings cases that pass', async () => {
    const grown = buildCatalog(sqlFilesOf(readTree(copy)));
    const warehouse = await memoryWarehouse();
    const cases = casesIn(join(copy, 'test/sql')).filter(({ model }) => names.includes(model));
    expect(cases.map(({ model }) => model)).toEqual(names);
    for (const { model, folder } of cases) {
      await clear(warehouse);
      const expected = readCsv(join(folder, 'expect.csv'));
      const relation = grown.relations.get(model);
      if (relation === undefined) throw new Error(`${model} is not in the catalog`);
      const rows = await rowsOf(warehouse, model, givenOf(folder), grown);
      expect(linesOf(rows, Object.keys(expected[0] ?? {}))).toEqual(expectedLines(relation, expected));
    }
    await warehouse.close();
  });

  const importVendor = async () =>
    ((await import(join(copy, 'schemas/providers/acmepay.ts'))) as { provider: Provider }).provider;

  it('brings a vendor whose fixtures tell what it does', async () => {
    const provider = await importVendor();
    const pairs = ['accepted', 'rejected'].flatMap((kind) => {
      const text = readFileSync(join(copy, `test/fixtures/providers/acmepay/${kind}.json`), 'utf8');
      return JSON.parse(text) as {
        headers?: Record<string, string>;
        payload: unknown;
        events?: Fields[];
        reason?: Fields;
      }[];
    });
    for (const { headers = {}, payload, events, reason } of pairs) {
      const parsed = parsePayload(provider, payload, { now: NOW, receivedAt: NOW, headers });
      if (reason !== undefined) expect(parsed).toMatchObject({ ok: false, reason });
      else expect(parsed).toMatchObject({ ok: true, events: events?.map((event) => ({ event })) });
    }
    expect(pairs.length).toBeGreaterThan(1);
  });

  it('brings a vendor that signs as Standard Webhooks do', async () => {
    const provider = await importVendor();
    const [secret, body, at] = ['a secret', '{"type":"contact.created"}', new Date(NOW)];
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': `v1,old ${new Webhook(secret, { format: 'raw' }).sign('msg_1', at, body)}`,
    };
    const request = { method: 'POST', url: '', headers, body: Buffer.from(body) };
    expect(provider.signing && faultOfSignature(provider.signing, request, [secret], at.getTime())).toBeNull();
  });
});

describe('a template', () => {
  it.each(TEMPLATES)('%s leaves no blank', (template) => {
    const files = fillTemplate(readTemplate('.', template), { layer: 'value', name: 'big_spenders' });
    expect(JSON.stringify(files)).not.toContain('__');
    const proof = template === 'provider' ? /\/big_spenders\/accepted\.json$/ : /\/big_spenders\/[a-z_]+\/expect\.csv$/;
    expect(Object.keys(files)).toContainEqual(expect.stringMatching(proof));
  });

  it('names a metric as people do', () => {
    const files = fillTemplate(readTemplate('.', 'count-metric'), { layer: 'metrics', name: 'big_spenders' });
    expect(files['sql/metrics/big_spenders.yml']).toContain('label: Big spenders\n');
  });
});
