import { printed } from '../reference/printed.ts';
import { reference, type Tables } from '../reference/reference.ts';
import { memoryWarehouse } from './cases.ts';
import { buildWorld, sortedLines, type World } from './world.ts';

/** The tables that the reference computes too, with the columns that are compared. */
export const COMPARED: Partial<Record<keyof Tables, string[]>> = {
  events: ['event_id', 'body_sha256'],
  event_conflicts: ['event_id', 'bodies'],
  customer_ids: ['id_type', 'id_value', 'customer_id', 'first_seen_at', 'last_seen_at'],
  customer_redirects: ['old_customer_id', 'customer_id'],
  identity_conflicts: ['id_type', 'id_value', 'linked_to', 'linked', 'limit_applied'],
  signals: ['customer_id', 'signal', 'how', 'occurred_at', 'event_id', 'is_activity', 'amount_minor'],
  purchases: ['customer_id', 'occurred_at', 'event_id', 'amount_minor', 'currency', 'is_cancelled'],
  customers: [
    'customer_id',
    'first_seen_at',
    'identified_at',
    'email',
    'user_id',
    'first_purchased_at',
    'last_active_at',
    'purchase_days',
    'revenue_minor',
    'is_net_customer',
  ],
  stage_history: [
    'customer_id',
    'model',
    'model_version',
    'entered_at',
    'exited_at',
    'stage',
    'stage_rank',
    'cycle',
    'entry_seq',
    'is_current',
    'previous_stage',
    'skipped_stages',
    'cause_event_id',
  ],
  cohort_retention: [
    'cohort_by',
    'grain',
    'cohort_start',
    'period_index',
    'cohort_size',
    'active_customers',
    'returning_customers',
    'orders',
    'revenue_minor',
    'is_complete',
  ],
  customer_activity_periods: [
    'activity_of',
    'grain',
    'period_start',
    'active_customers',
    'new_customers',
    'returning_customers',
    'resurrecting_customers',
    'dormant_customers',
    'is_complete',
  ],
  metrics: ['metric', 'grain', 'period_start', 'numerator', 'denominator', 'value', 'is_complete', 'is_mature'],
};

export type Difference = { table: string; missing: string[]; unexpected: string[] };

/** Builds the world with the SQL and with the reference, and answers every table that differs: what the SQL lacks, what it has too much. */
export async function differences(
  world: World,
  tables = Object.keys(COMPARED) as (keyof Tables)[],
): Promise<Difference[]> {
  const expected = reference({
    lines: world.lines,
    asOf: Date.parse(world.asOf),
    ...(world.models === undefined ? {} : { models: world.models }),
    ...(world.decisions === undefined ? {} : { decisions: world.decisions }),
  });
  const warehouse = await memoryWarehouse();
  try {
    await buildWorld(warehouse, world, tables);
    const found: Difference[] = [];
    for (const table of tables) {
      const columns = COMPARED[table] ?? [];
      const filter = table === 'metrics' ? " where segment_by = 'all'" : '';
      const actual = sortedLines(await warehouse.query(`select * from ${table}${filter}`), columns);
      const wanted = sortedLines(printed(expected[table] as object[]), columns);
      const difference = {
        table,
        missing: without(wanted, actual).slice(0, 5),
        unexpected: without(actual, wanted).slice(0, 5),
      };
      if (difference.missing.length + difference.unexpected.length > 0) found.push(difference);
    }
    return found;
  } finally {
    await warehouse.close();
  }
}

/** What a has beyond b, counting repeated lines. */
function without(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1);
  return a.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
