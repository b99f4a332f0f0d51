import { LAYERS, type Layer } from '../../sql/catalog.ts';

/** Files to write: repo-relative path -> text. */
export type Files = Record<string, string>;

const NAME = /^[a-z][a-z0-9_]*$/;

/** What is wrong with a name, with the remedy; null where nothing is. */
export function problemWith(name: string, taken: ReadonlySet<string>): string | null {
  if (!NAME.test(name)) return `${name} is no name of a model; use snake_case such as active_customers`;
  return taken.has(name) ? `${name} is there already; choose another name, or edit sql/**/${name}.sql` : null;
}

/** `value/customer_scores` as its layer and name; null where the layer does not exist. */
export function parsePlace(place: string): { layer: Layer; name: string } | null {
  const [layer = '', name = '', ...rest] = place.split('/');
  return rest.length === 0 && (LAYERS as readonly string[]).includes(layer) ? { layer: layer as Layer, name } : null;
}

/** A metric that counts the active customers of each period: a select, its twin and a case, ready to be changed. */
export function scaffoldMetric(name: string): Files {
  const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
  const folder = `test/sql/${name}/a_customer_counts_once_in_a_period`;
  return {
    [`sql/metrics/${name}.sql`]: `with active as (
    select d.customer_id, c.grain, c.period_start
    from customer_days as d
    join calendar as c on c.calendar_on = d.active_on
    where d.activities > 0
)
select
    a.grain,
    a.period_start,
    g.segment_by,
    g.segment,
    cast(count(distinct a.customer_id) as double) as numerator,
    cast(null as double) as denominator,
    cast(null as boolean) as is_mature
from active as a
join int_customer_segments as g on g.customer_id = a.customer_id
group by a.grain, a.period_start, g.segment_by, g.segment
`,
    [`sql/metrics/${name}.yml`]: `description: ${label} of each period.
grain: grain, period and segment
kind: table
key: [grain, period_start, segment_by, segment]
metric:
  label: ${label}
  stage_page: across
  unit: count
  better: up
  formula: "customers with an act of their own in the period"
columns:
  grain: { type: varchar, about: "day, week, month, quarter or year" }
  period_start: { type: date, about: "First day of the period" }
  segment_by: { type: varchar, about: "What customers are split by; all for everybody" }
  segment: { type: varchar, about: "The segment" }
  numerator: { type: double, about: "What is counted" }
  denominator: { type: double, about: "None: a count" }
  is_mature: { type: boolean, about: "Whether the conversion window has closed; null where the metric has none" }
`,
    [`${folder}/given.customer_days.csv`]:
      'customer_id,active_on,activities\nana,2025-12-01,2\nana,2025-12-02,1\nben,2025-12-02,1\n',
    [`${folder}/given.calendar.csv`]:
      'calendar_on,grain,period_start\n2025-12-01,month,2025-12-01\n2025-12-02,month,2025-12-01\n',
    [`${folder}/given.int_customer_segments.csv`]: 'customer_id,segment_by,segment\nana,all,all\nben,all,all\n',
    [`${folder}/expect.csv`]:
      'grain,period_start,segment_by,segment,numerator,denominator\nmonth,2025-12-01,all,all,2,\n',
  };
}

/** A table with one row, the instant that the tables speak of: a select, its twin and a case, ready to be changed. */
export function scaffoldModel(layer: Layer, name: string): Files {
  const folder = `test/sql/${name}/it_speaks_of_the_instant_of_the_run`;
  return {
    [`sql/${layer}/${name}.sql`]: `with runs as (
    select as_of from run
)
select as_of
from runs
`,
    [`sql/${layer}/${name}.yml`]: `description: What one row of ${name} means.
grain: instant
kind: table
key: [as_of]
columns:
  as_of: { type: timestamp(6), about: "The instant that the tables speak of" }
`,
    [`${folder}/given.run.csv`]: 'as_of\n2026-01-01 10:00\n',
    [`${folder}/expect.csv`]: 'as_of\n2026-01-01 10:00\n',
  };
}
