-- a turn at the very start of a period belongs to the period before: who became a customer then is one at the start
with first_days as (
    select min(calendar_on) as first_on from calendar
),
placed as (
    select
        t.customer_id, t.turned_at, t.step, c.grain,
        case when k.period_start <= t.counted_on then k.period_start else date '1900-01-01' end as period_start
    from int_customer_turns as t
    cross join first_days as f
    cross join (values ('day'), ('week'), ('month'), ('quarter'), ('year')) as c (grain)
    left join calendar as k on k.grain = c.grain and k.calendar_on = greatest(t.counted_on, f.first_on)
),
by_customer as (
    select
        customer_id, grain, period_start,
        sum(step) as step,
        min_by(step, turned_at) as first_step,
        max_by(step, turned_at) as last_step
    from placed
    group by customer_id, grain, period_start
),
moved as (
    select
        b.grain, b.period_start, g.segment_by, g.segment,
        sum(b.step) as step,
        count(case when b.first_step = -1 and b.last_step = -1 then 1 end) as left_customers
    from by_customer as b
    join int_customer_segments as g on g.customer_id = b.customer_id
    group by b.grain, b.period_start, g.segment_by, g.segment
),
spine as (
    select p.grain, p.period_start, s.segment_by, s.segment
    from periods as p
    cross join segments as s
    union all
    select c.grain, date '1900-01-01' as period_start, s.segment_by, s.segment
    from segments as s
    cross join (values ('day'), ('week'), ('month'), ('quarter'), ('year')) as c (grain)
),
counted as (
    select
        s.grain, s.period_start, s.segment_by, s.segment,
        coalesce(m.left_customers, 0) as left_customers,
        coalesce(sum(m.step) over (
            partition by s.grain, s.segment_by, s.segment order by s.period_start rows between unbounded preceding and 1 preceding
        ), 0) as customers_at_start
    from spine as s
    left join moved as m
        on m.grain = s.grain and m.period_start = s.period_start and m.segment_by = s.segment_by and m.segment = s.segment
)
select
    grain,
    period_start,
    segment_by,
    segment,
    cast(customers_at_start - left_customers as double) as numerator,
    cast(customers_at_start as double) as denominator,
    cast(null as boolean) as is_mature
from counted
where period_start > date '1900-01-01'
