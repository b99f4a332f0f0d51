import type { ModelVersion } from './operations.ts';
import { type Engine, literal, quoted } from './statements.ts';

// The selects of the dashboard's pages, over the published tables. One text for DuckDB, Trino and Athena.

export type Slice = { limit: number; offset: number };

/** The refresh that made the tables and what the project decided: one row, none before the first refresh. */
export const LATEST_REFRESH = `select f.run_id, f.as_of, f.finished_at, f.seconds, f.events_new, f.events_duplicate, f.event_conflicts,
    s.time_zone, s.reporting_currency, s.default_model
from refreshes as f
cross join settings as s
order by f.started_at desc
limit 1`;

/** The stage models with the stages off their ladders; quiet_stages are in the order of the ranks that lead to them. */
export const LADDERS = `select m.model, m.model_version, m.title, m.stages, m.ended_stage, m.returned_stage, q.quiet_stages
from stage_models as m
left join (
    select model, model_version, array_agg(stage order by first_rank) as quiet_stages
    from (
        select model, model_version, stage, min(lifetime_rank) as first_rank
        from quiet_rules
        group by model, model_version, stage
    ) as lines
    group by model, model_version
) as q on q.model = m.model and q.model_version = m.model_version
order by m.model, m.model_version`;

/** How many stand at each stage of a model, and how many of them came after `since`: stage, people, arrived. */
export function peopleByStage(model: ModelVersion, since: string, engine: Engine): string {
  return `select stage, cast(count(*) as bigint) as people,
    cast(count(case when entered_at > ${instant(since, engine)} then 1 end) as bigint) as arrived
from stage_current
where ${isOf(model)}
group by stage`;
}

/** How often people went from one stage to another: from_stage, to_stage, people; the most frequent first. */
export function movesSince(model: ModelVersion, since: string, engine: Engine): string {
  return `select from_stage, to_stage, cast(count(*) as bigint) as moves
from (${changesSince(model, since, engine)}) as c
where kind = 'entered'
group by from_stage, to_stage
order by moves desc, from_stage, to_stage`;
}

/** How many changes there are in all: changes. */
export function countChangesSince(model: ModelVersion, since: string, engine: Engine): string {
  return `select cast(count(*) as bigint) as changes from (${changesSince(model, since, engine)}) as c`;
}

/** The changes one by one, latest first, with the person they tell of as far as there still is one. */
export function changesListed(model: ModelVersion, since: string, engine: Engine, slice: Slice): string {
  return `select c.change_id, c.kind, c.customer_id, c.merged_into, c.from_stage, c.to_stage, c.occurred_at, c.previous_occurred_at,
    c.published_at, p.email, p.user_id
from (${changesSince(model, since, engine)}) as c
left join customers as p on p.customer_id = c.customer_id
order by c.occurred_at desc, c.change_id
${sliceOf(slice)}`;
}

/** What happened after `since`, and what was found after it about earlier days. */
function changesSince(model: ModelVersion, since: string, engine: Engine): string {
  const from = instant(since, engine);
  return `select s.* from stage_changes as s left join refreshes as f on f.run_id = s.run_id
where ${isOf(model, 's.')} and (s.occurred_at > ${from} or not s.is_baseline and f.as_of > ${from})`;
}

export type CohortChoice = { cohortBy: string; grain: string };

/** The newest cohorts in rows and their first periods in columns, earliest first. */
export function newestCohorts({ cohortBy, grain }: CohortChoice, cohorts: number, periods: number): string {
  const chosen = `cohort_by = ${quoted(cohortBy)} and grain = ${quoted(grain)}`;
  return `select cohort_start, period_index, cohort_size, active_customers, returning_customers, is_complete
from cohort_retention
where ${chosen} and period_index < ${whole(periods)} and cohort_start in (
    select cohort_start from cohort_retention where ${chosen} and period_index = 0 order by cohort_start desc limit ${whole(cohorts)}
)
order by cohort_start, period_index`;
}

/** The last complete and mature periods of every metric over everybody: metric, period_start, value; earliest first. */
export function metricTrends(grain: string, periods: number): string {
  return `select metric, period_start, value
from (
    select metric, period_start, value, row_number() over (partition by metric order by period_start desc) as age
    from metrics
    where grain = ${quoted(grain)} and segment_by = 'all' and segment = 'all' and is_complete and is_mature
) as m
where age <= ${whole(periods)}
order by metric, period_start`;
}

export const FRESHNESS = 'select * from data_freshness order by source';

/** The last result of each check: a refresh checks the models that it built. */
const LATEST_CHECKS = `(
    select c.model, c.check_name, c.severity, c.failures, c.status,
        row_number() over (partition by c.model, c.check_name order by r.started_at desc) as age
    from check_results as c
    join refreshes as r on r.run_id = c.run_id
) as latest`;

/** The checks that did not pass when they were last made. */
export const FAILED_CHECKS = `select model, check_name, severity, failures from ${LATEST_CHECKS}
where age = 1 and status <> 'passed'
order by severity, model, check_name`;

/** How many checks there are: checks. */
export const COUNT_CHECKS = `select cast(count(*) as bigint) as checks from ${LATEST_CHECKS} where age = 1`;

const PERSON = `c.customer_id, c.email, c.user_id, c.last_active_at, c.first_seen_at, c.revenue_minor, s.stage, s.entered_at as stage_entered_at`;

/** Customers with where they stand, last active first; of one stage where it is named. */
export function peopleListed(model: ModelVersion, stage: string | null, slice: Slice): string {
  return `select ${PERSON}
from customers as c
left join stage_current as s on s.customer_id = c.customer_id and ${isOf(model, 's.')}
${stage === null ? '' : `where s.stage = ${quoted(stage)}`}
order by c.last_active_at desc nulls last, c.customer_id
${sliceOf(slice)}`;
}

/** How many those are: people. */
export function countPeople(model: ModelVersion, stage: string | null): string {
  if (stage === null) return 'select cast(count(*) as bigint) as people from customers';
  return `select cast(count(*) as bigint) as people from stage_current where ${isOf(model)} and stage = ${quoted(stage)}`;
}

/** What is looked for: identifiers that are meant exactly, and the text as typed, which may be a part of one. */
export type Sought = { identifiers: readonly string[]; text: string };

/** The customers whom a search finds, exact identifiers first: PERSON and found_by. A hub without events has no profile. */
export function peopleFound(model: ModelVersion, { identifiers, text }: Sought, limit: number): string {
  const exact = `i.identifier in (${[text, ...identifiers].map(quoted).join(', ')}) or i.customer_id = ${quoted(text)}`;
  return `select i.customer_id, i.found_by, c.email, c.user_id, c.last_active_at, c.first_seen_at, c.revenue_minor, s.stage,
    s.entered_at as stage_entered_at
from (
    select i.customer_id, min(i.identifier) as found_by, min(case when ${exact} then 0 else 1 end) as distance
    from customer_ids as i
    where ${exact} or strpos(lower(i.identifier), ${quoted(text.toLowerCase())}) > 0
    group by i.customer_id
) as i
left join customers as c on c.customer_id = i.customer_id
left join stage_current as s on s.customer_id = i.customer_id and ${isOf(model, 's.')}
order by i.distance, c.last_active_at desc nulls last, i.customer_id
limit ${whole(limit)}`;
}

/** A page of a customer's events, latest first. */
export function customerEvents(customerId: string, slice: Slice): string {
  return `select occurred_at, event_name, source, provider, event_id from events_by_customer
where customer_id = ${quoted(customerId)}
order by occurred_at desc, event_id desc
${sliceOf(slice)}`;
}

/** A page of a customer's signals, latest first. */
export function customerSignals(customerId: string, slice: Slice): string {
  return `select occurred_at, signal, how, event_id, is_activity, amount_minor from signals
where customer_id = ${quoted(customerId)}
order by occurred_at desc, signal, how
${sliceOf(slice)}`;
}

function isOf({ model, version }: ModelVersion, alias = ''): string {
  return `${alias}model = ${quoted(model)} and ${alias}model_version = ${whole(version)}`;
}

function instant(iso: string, engine: Engine): string {
  return literal(iso, 'timestamp(6)', engine);
}

/** Trino wants the offset first, DuckDB takes it there too. */
function sliceOf({ limit, offset }: Slice): string {
  return `offset ${whole(offset)} limit ${whole(limit)}`;
}

/** A number as it may stand in a statement. Throws for what is no whole number from 0. */
function whole(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new RangeError(`[dashboard] ${value} is no whole number from 0`);
}
