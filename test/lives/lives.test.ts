import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../reference/presets.ts';
import { type Input, reference, type Tables } from '../reference/reference.ts';
import type { Entry } from '../reference/types.ts';
import { walkHistory } from '../reference/walk.ts';
import { asOfs } from './instants.ts';
import { buyersLives, lives, subscribersLives, visitorsLives } from './lives.ts';
import { modelArbitrary } from './models.ts';
import { decisions } from './people.ts';
import { signalRows } from './signals.ts';

const RUNS = { numRuns: 25 };
const GRAINS = ['month'] as const;

function sorted(tables: Tables): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row)).sort()]),
  );
}

function expectGapFree(entries: readonly Entry[]): void {
  entries.forEach((entry, i) => {
    const next = entries[i + 1];
    const isLast = next?.customer_id !== entry.customer_id;
    expect(entry.is_current).toBe(isLast);
    expect(entry.exited_at).toBe(isLast ? null : next.entered_at);
    if (entry.exited_at !== null) expect(entry.exited_at).toBeGreaterThan(entry.entered_at);
  });
}

describe('the generated lives', () => {
  const kinds = { lives, buyersLives, subscribersLives, visitorsLives };

  test.each(Object.entries(kinds))('%s: every order of arrival gives the same tables', (_, make) => {
    const shuffledTwice = make().chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }), asOfs()),
    );
    fc.assert(
      fc.property(shuffledTwice, ([lines, shuffled, asOf]) => {
        expect(sorted(reference({ lines: shuffled, asOf, grains: GRAINS }))).toEqual(
          sorted(reference({ lines, asOf, grains: GRAINS } satisfies Input)),
        );
      }),
      RUNS,
    );
  });

  test('whoever is linked or unlinked, every identifier has one customer and every owner is somebody', () => {
    fc.assert(
      fc.property(lives(), decisions(), asOfs(), (lines, taken, asOf) => {
        const { customer_ids, customers, owners } = reference({ lines, decisions: taken, asOf, grains: [] });
        const known = new Set(customer_ids.map((row) => row.customer_id));
        expect(new Set(customer_ids.map((row) => `${row.id_type}:${row.id_value}`)).size).toBe(customer_ids.length);
        expect(owners.filter((row) => row.customer_id !== null && !known.has(row.customer_id))).toEqual([]);
        expect(new Set(customers.map((row) => row.customer_id))).toEqual(
          new Set(owners.flatMap((row) => row.customer_id ?? [])),
        );
      }),
      RUNS,
    );
  });

  test('histories are gap-free under every preset', () => {
    fc.assert(
      fc.property(lives(), asOfs(), (lines, asOf) => {
        const { stage_history } = reference({ lines, asOf, grains: GRAINS });
        for (const model of PRESETS) expectGapFree(stage_history.filter((entry) => entry.model === model.name));
      }),
      RUNS,
    );
  });

  test('histories are gap-free under random models', () => {
    fc.assert(
      fc.property(signalRows(), modelArbitrary(), asOfs(), (signals, model, asOf) =>
        expectGapFree(walkHistory(signals, model, asOf)),
      ),
      { numRuns: 300 },
    );
  });

  test('a later as_of never changes what was entered, it only adds', () => {
    fc.assert(
      fc.property(signalRows(), modelArbitrary(), asOfs(), asOfs(), (signals, model, a, b) => {
        const seen = (asOf: number) =>
          walkHistory(signals, model, asOf).map((e) => `${e.customer_id} ${e.stage} ${e.entered_at} ${e.entry_seq}`);
        const [early, late] = [seen(Math.min(a, b)), new Set(seen(Math.max(a, b)))];
        for (const entry of early) expect(late).toContain(entry);
      }),
      { numRuns: 300 },
    );
  });

  test('they reach what they are for: hubs, merges, conflicts, quiet, ends, returns', () => {
    const seen = fc
      .sample(lives({ maxEvents: 60 }), { numRuns: 80, seed: 7 })
      .map((lines) => reference({ lines, asOf: Date.UTC(2030, 0, 1), grains: GRAINS }));
    const has = (rowsOf: (tables: Tables) => readonly unknown[]) =>
      seen.filter((tables) => rowsOf(tables).length > 0).length;
    const stages = new Set(seen.flatMap((tables) => tables.stage_history.map((entry) => entry.stage)));
    expect(has((t) => t.event_conflicts)).toBeGreaterThan(5);
    expect(has((t) => t.identity_conflicts)).toBeGreaterThan(5);
    expect(has((t) => t.customer_redirects)).toBeGreaterThan(50);
    expect(has((t) => t.owners.filter((o) => o.customer_id === null))).toBeGreaterThan(5);
    expect(has((t) => t.purchases.filter((p) => p.is_cancelled))).toBeGreaterThan(5);
    for (const stage of ['lost', 'dormant', 'churned', 'reactivation', 'evangelist', 'loyal', 'advocacy'])
      expect(stages).toContain(stage);
  });
});
