/* What the tests of both data sets ask of the warehouse, in the columns and order of expected.ts and the golden files. */

export const MONTHLY = `
  select metric, period_start, cast(value as bigint)
  from metrics
  where metric in ('orders', 'revenue', 'new_customers') and grain = 'month' and segment_by = 'all' and value > 0`;

export const BUYERS = `
  select user_id, first_purchased_at, purchase_days, revenue_minor
  from customers
  where first_purchased_at is not null`;

export const MILESTONES = `
  select c.user_id, h.stage, h.entered_at
  from stage_history as h
  join customers as c on c.customer_id = h.customer_id
  where h.model = 'five_stage' and h.stage in ('purchase', 'retention') and h.entry_seq = 1`;

export const HISTORY = `
  select c.user_id, h.stage, h.cycle, h.entry_seq, h.entered_at, h.exited_at
  from stage_history as h
  join customers as c on c.customer_id = h.customer_id
  where h.model = 'five_stage'`;

export const COHORTS = `
  select cohort_by, grain, cohort_start, period_index, cohort_size, active_customers, returning_customers, orders, revenue_minor, is_complete
  from cohort_retention
  order by cohort_by, grain, cohort_start, period_index`;

export const ACTIVITY = `
  select activity_of, grain, period_start, active_customers, new_customers, returning_customers, resurrecting_customers, dormant_customers, is_complete
  from customer_activity_periods
  order by activity_of, grain, period_start`;
