import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricSubject, modelSubject } from '../../infra/new/names.ts';
import { fillTemplate, readTemplate, TEMPLATES } from '../../infra/new/scaffold.ts';
import { buildCatalog } from '../../sql/catalog.ts';
import { RULES } from '../house/rules.ts';
import { readTree, sqlFilesOf, type Tree } from '../house/tree.ts';
import { casesIn, clear, expectedLines, givenOf, linesOf, memoryWarehouse, readCsv, rowsOf } from '../support/cases.ts';

const tree = readTree();
const catalog = buildCatalog(sqlFilesOf(tree));

/** A copy of the repository, in which `npm run new` may write. */
function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'lifecycle-new-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const isNeeded = (path: string) => tree.has(path) || path === '.gitignore';
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
  ];
  const names = ['brand_new_ratio', 'brand_new_scores', 'brand_new_visits'];

  it('writes files and says which, and what to do next', { timeout: 240_000 }, () => {
    for (const words of NEW) {
      const { status, stdout, stderr } = runNew(...words);
      expect([status, stderr]).toEqual([0, '']);
      const name = words[1]?.split('/').at(-1);
      expect(stdout).toMatch(new RegExp(`sql/\\w+/${name}.sql\n.*sql/\\w+/${name}.yml\n(.*\n)*next`));
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
});

describe('a template', () => {
  it.each(TEMPLATES)('%s leaves no blank', (template) => {
    const files = fillTemplate(readTemplate('.', template), { layer: 'value', name: 'big_spenders' });
    expect(JSON.stringify(files)).not.toContain('__');
    expect(Object.keys(files)).toContainEqual(expect.stringMatching(/\/big_spenders\/[a-z_]+\/expect\.csv$/));
  });

  it('names a metric as people do', () => {
    const files = fillTemplate(readTemplate('.', 'count-metric'), { layer: 'metrics', name: 'big_spenders' });
    expect(files['sql/metrics/big_spenders.yml']).toContain('label: Big spenders\n');
  });
});

describe('a name', () => {
  it.each([
    ['Churn', 'write snake_case'],
    ['2nd', 'write snake_case'],
    ['a__b', 'write snake_case'],
    ['../x', 'write snake_case'],
    ['x'.repeat(64), 'at most 63 letters'],
    ['order', 'is a word of SQL'],
    ['stage_history', 'is there already: sql/lifecycle/stage_history.yml'],
    ['int_orders', 'is the name of a step'],
  ])('of a metric is refused: %s', (name, says) => {
    const read = () => metricSubject(name, catalog);
    expect(read).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(new RegExp(says, 'i')) }),
    );
  });

  it.each([
    ['scores', 'is no <layer>/<name>'],
    ['marts/scores', 'The layers are staging, identity'],
    ['value/a/b', 'is no <layer>/<name>'],
    ['value/', 'is no name'],
    ['value/stg_scores', 'stg_ is kept for staging'],
    ['staging/raw_scores', 'raw_ is kept for what landed'],
  ])('of a model is refused: %s', (path, says) => {
    expect(() => modelSubject(path, catalog)).toThrow(says);
  });

  it('that is free is taken', () => {
    expect(metricSubject('churned_customers', catalog)).toEqual({ layer: 'metrics', name: 'churned_customers' });
    expect(modelSubject('staging/stg_reviews', catalog)).toEqual({ layer: 'staging', name: 'stg_reviews' });
  });

  it('is no word that DuckDB keeps for itself', async () => {
    const warehouse = await memoryWarehouse();
    const rows = await warehouse.query(
      "select keyword_name as word from duckdb_keywords() where keyword_category in ('reserved', 'type_function')",
    );
    await warehouse.close();
    const words = rows.map(({ word }) => String(word)).filter((word) => /^[a-z_]+$/.test(word));
    const isFree = (word: string) => {
      try {
        return metricSubject(word, catalog).name === word;
      } catch {
        return false;
      }
    };
    expect(words.length).toBeGreaterThan(50);
    expect(words.filter(isFree)).toEqual([]);
  });
});
