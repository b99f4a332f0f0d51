import { describe, expect, it } from 'vitest';
import { graphText, lineageOf, mermaidText, treeText } from '../../../infra/local/lineage.ts';
import { buildCatalog, LAYERS } from '../../../sql/catalog.ts';

const twin = (kind: string) =>
  `description: What it is.\ngrain: row\nkind: ${kind}\nkey: [a]\ncolumns: { a: { type: integer, about: "A" } }\n`;

/** raw -> events -> signals -> (stages, days) -> totals, and events -> totals. */
const catalog = buildCatalog({
  'staging/raw_web.yml': twin('external'),
  'staging/events.yml': twin('view'),
  'staging/events.sql': 'select a from raw_web',
  'signals/signals.yml': twin('table'),
  'signals/signals.sql': 'select a from events',
  'lifecycle/stages.yml': twin('table'),
  'lifecycle/stages.sql': 'select a from signals',
  'cohorts/days.yml': twin('table'),
  'cohorts/days.sql': 'select a from signals',
  'metrics/totals.yml': twin('table'),
  'metrics/totals.sql': 'select d.a from days as d join stages as s on s.a = d.a join events as e on e.a = d.a',
});

describe('the lineage', () => {
  it('of everything stands by layer', () => {
    expect(graphText(lineageOf(catalog), LAYERS)).toBe(`staging
  events (view)  reads raw_web
  raw_web (external)

signals
  signals (table)  reads events

lifecycle
  stages (table)  reads signals

cohorts
  days (table)  reads signals

metrics
  totals (table)  reads days, events, stages
`);
  });

  it('of one table stands as two trees, a branch drawn once', () => {
    expect(treeText(lineageOf(catalog, 'totals'), 'totals')).toBe(`totals (table)
What it is.

reads
  days (table)
    signals (table)
      events (view)
        raw_web (external)
  events (view) ...
  stages (table)
    signals (table) ...

read by
  nothing
`);
    expect(treeText(lineageOf(catalog, 'signals'), 'signals')).toContain(`read by
  days (table)
    totals (table)
  stages (table)
    totals (table)
`);
  });

  it('of one table leaves out what has no part in it', () => {
    const nodes = lineageOf(catalog, 'days');
    expect(nodes.map(({ name }) => name)).toEqual(['days', 'events', 'raw_web', 'signals', 'totals']);
    expect(nodes.find(({ name }) => name === 'totals')).toEqual({
      name: 'totals',
      layer: 'metrics',
      kind: 'table',
      description: 'What it is.',
      reads: ['days', 'events'],
      read_by: [],
    });
  });

  it('can be drawn', () => {
    expect(mermaidText(lineageOf(catalog, 'raw_web')).split('\n')).toEqual(
      expect.arrayContaining(['flowchart LR', '  raw_web["raw_web (external)"]', '  raw_web --> events']),
    );
  });

  it('refuses a table that there is not', () => {
    expect(() => lineageOf(catalog, 'orders')).toThrow('there is no model orders');
  });
});
