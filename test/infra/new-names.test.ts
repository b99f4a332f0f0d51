import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricSubject, modelSubject, providerSubject } from '../../infra/new/names.ts';
import { buildCatalog } from '../../sql/catalog.ts';
import { readTree, sqlFilesOf } from '../house/tree.ts';
import { memoryWarehouse } from '../support/cases.ts';

const catalog = buildCatalog(sqlFilesOf(readTree()));

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

  it.each([
    ['Acme', 'write lower-case letters and digits alone'],
    ['acme_pay', 'write lower-case letters and digits alone'],
    ['acme-pay', 'write lower-case letters and digits alone'],
    ['../x', 'write lower-case letters and digits alone'],
    ['x'.repeat(64), 'write lower-case letters and digits alone'],
    ['', 'write lower-case letters and digits alone'],
    ['new', 'is a word that is kept'],
    ['canonical', 'is a word that is kept'],
    ['stripe', 'is there already: schemas/providers/stripe.ts'],
    ['money', 'is there already: schemas/providers/money.ts'],
  ])('of a vendor is refused: %s', (name, says) => {
    const read = () => providerSubject(name, readdirSync('schemas/providers'));
    const refusal = { exitCode: 2, message: expect.stringMatching(new RegExp(says, 'i')) };
    expect(read).toThrow(expect.objectContaining(refusal));
  });

  it('that is free is taken', () => {
    expect(providerSubject('acmepay', ['stripe.ts'])).toEqual({ name: 'acmepay' });
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
