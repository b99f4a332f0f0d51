import { describe, expect, it } from 'vitest';
import { fillSections } from '../../../infra/gen/readme/fill-sections.ts';
import { commandRows, firstClause, metricRows, stageModelRows, tableRows } from '../../../infra/gen/readme/rows.ts';
import { buildCatalog } from '../../../sql/catalog.ts';
import { readSqlFiles } from '../../../sql/files.ts';

const TEXT =
  'before\n<!-- generated: one -->\nold\nolder\n<!-- end -->\nbetween $&\n<!-- generated: two -->\n<!-- end -->\nafter';

describe('filling the sections of the README', () => {
  it('replaces what is between markers, to the letter, and keeps all else', () => {
    const filled = fillSections(TEXT, { one: ['a $1', 'b'], two: ['c'] });
    expect(filled).toBe(
      'before\n<!-- generated: one -->\na $1\nb\n<!-- end -->\nbetween $&\n<!-- generated: two -->\nc\n<!-- end -->\nafter',
    );
    expect(fillSections(filled, { one: ['a $1', 'b'], two: ['c'] })).toBe(filled);
  });

  it.each([
    ['a section that nobody generates', TEXT, { one: [] }, 'a section two, which infra/gen/readme.ts does not'],
    ['a section that has no place', TEXT, { one: [], two: [], three: [] }, '0 sections for three'],
    ['a section that has two places', TEXT + TEXT, { one: [], two: [] }, '2 sections for one'],
    ['a section that is not closed', TEXT.replace('<!-- end -->\nafter', ''), { one: [] }, '3 markers for 1 sections'],
  ])('refuses %s', (_, text, sections, says) => {
    expect(() => fillSections(text, sections)).toThrow(says);
  });
});

describe('the rows of the README', () => {
  const catalog = buildCatalog(readSqlFiles('sql'));

  it('escape what would end a cell', () => {
    expect(commandRows([{ command: 'sort <a|b>', describe: 'a or b' }]).at(-1)).toBe('| `sort <a\\|b>` | a or b |');
  });

  it('tell every ladder from below, and the stages beside it once', () => {
    const rows = stageModelRows(catalog.stageModels);
    expect(rows).toHaveLength(2 + catalog.stageModels.length);
    expect(rows.find((row) => row.includes('`five_stage@1`'))).toContain(
      '| awareness → consideration → purchase → retention → advocacy | lost, dormant, churned |',
    );
  });

  it('name every metric with its unit, on the page of its stage', () => {
    const page = metricRows(catalog).find((row) => row.startsWith('| retention |'));
    expect(page).toContain('(`repeat_customer_ratio`, ratio): customers with purchases');
  });

  it('name the promises, and neither steps nor what lives only during a refresh', () => {
    const text = tableRows(catalog).join('\n');
    for (const name of ['customers', 'stage_history', 'metrics', 'refreshes']) expect(text).toContain(`\`${name}\`: `);
    for (const name of ['stg_', 'int_', 'raw_', '`affected_', '`orders`']) expect(text).not.toContain(name);
  });

  it.each([
    ['Where every customer is now, under each model. More.', 'Where every customer is now, under each model'],
    ['The turns of a life - the first entry.', 'The turns of a life'],
    ['Sales. The purchase events of one customer.', 'Sales'],
    [
      'Hubs: identifiers that belong to nobody\n  (a phone), at all; and more.',
      'Hubs: identifiers that belong to nobody, at all',
    ],
    ['From lifecycle/models/*.yml.', 'From lifecycle/models/*.yml'],
  ])('tell a table in one clause: %s', (text, clause) => {
    expect(firstClause(text)).toBe(clause);
  });
});
