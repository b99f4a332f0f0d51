import { type ActivityRow, activityPeriods } from './activity.ts';
import { type CohortRow, cohortRetention } from './cohorts.ts';
import { type Customer, customersOf } from './customers.ts';
import { dedupe, type EventConflict, factsOf } from './dedupe.ts';
import { type CustomerId, type IdentityConflict, type Redirect, resolveIdentity } from './identity.ts';
import type { LinkDecision } from './links.ts';
import { type MetricRow, metricRows } from './metrics.ts';
import { ownersOf } from './owners.ts';
import { PRESETS } from './presets.ts';
import { type Sale, salesOf } from './sales.ts';
import { signalsOf } from './signals.ts';
import { GRAINS, type Grain } from './time.ts';
import { DEFAULT_SETTINGS, type Entry, type LandedLine, type Settings, type Signal, type StageModel } from './types.ts';
import { walkHistory } from './walk.ts';

export type Input = {
  /** Landed lines in any order, with duplicates and conflicting bodies. */
  lines: readonly LandedLine[];
  /** Epoch milliseconds. */
  asOf: number;
  models?: readonly StageModel[];
  settings?: Partial<Settings>;
  decisions?: readonly LinkDecision[];
  /** Of `metrics`; all by default, and days are by far the most rows. */
  grains?: readonly Grain[];
};

/** All tables; instants are epoch milliseconds (`printed` turns them into text). Rows are in no order that counts. */
export type Tables = {
  events: LandedLine[];
  event_conflicts: EventConflict[];
  customer_ids: CustomerId[];
  customer_redirects: Redirect[];
  identity_conflicts: IdentityConflict[];
  /** Every fact that counts, and whose it is. */
  owners: { event_id: string; customer_id: string | null }[];
  signals: Signal[];
  purchases: Omit<Sale, 'eventIds' | 'orders'>[];
  customers: Customer[];
  stage_history: Entry[];
  cohort_retention: CohortRow[];
  customer_activity_periods: ActivityRow[];
  metrics: MetricRow[];
};

/** What every table must hold, computed by plain loops; throws at an event name outside the closed table. */
export function reference(input: Input): Tables {
  const { asOf, models = PRESETS, decisions = [], grains = GRAINS } = input;
  const settings = { ...DEFAULT_SETTINGS, ...input.settings };
  const { events, conflicts } = dedupe(input.lines);
  const everything = factsOf(events, asOf);
  const identity = resolveIdentity(everything, decisions, settings);
  const owners = ownersOf(everything, identity);
  const facts = everything.flatMap((fact) => {
    const customerId = owners.get(fact.id);
    return customerId ? [{ ...fact, customerId }] : [];
  });
  const sales = salesOf(facts, everything, settings);
  const signals = signalsOf(facts, { identity, sales, settings });
  const stage_history = models.flatMap((model) => walkHistory(signals, model, asOf));
  return {
    events,
    event_conflicts: conflicts,
    customer_ids: identity.customerIds,
    customer_redirects: identity.redirects,
    identity_conflicts: identity.conflicts,
    owners: [...owners].map(([event_id, customer_id]) => ({ event_id, customer_id })),
    signals,
    purchases: sales.map(({ eventIds: _events, orders: _orders, ...sale }) => sale),
    customers: customersOf({ facts, everything, signals, sales, settings }),
    stage_history,
    cohort_retention: cohortRetention(signals, sales, settings, asOf),
    customer_activity_periods: activityPeriods(signals, asOf),
    metrics: metricsOf(models, {
      firstEventAt: least(everything),
      sales,
      signals,
      history: stage_history,
      settings,
      grains,
      asOf,
    }),
  };
}

function least(facts: readonly { at: number }[]): number {
  return facts.reduce((first, fact) => Math.min(first, fact.at), Number.POSITIVE_INFINITY);
}

function metricsOf(models: readonly StageModel[], input: Omit<Parameters<typeof metricRows>[0], 'model'>): MetricRow[] {
  const model = models.find((candidate) => candidate.name === input.settings.defaultModel) ?? models[0];
  if (!model || input.firstEventAt === Number.POSITIVE_INFINITY) return [];
  const history = input.history.filter((row) => row.model === model.name && row.model_version === model.version);
  return metricRows({ ...input, model, history });
}
