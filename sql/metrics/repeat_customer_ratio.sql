with purchase_days as (
    select
        p.customer_id,
        cast(p.occurred_at as date) as purchased_on,
        min(cast(at_timezone(with_timezone(p.occurred_at, 'UTC'), z.time_zone) as date)) as counted_on
    from purchases as p
    cross join settings as z
    where not p.is_cancelled
    group by p.customer_id, cast(p.occurred_at as date)
),
numbered as (
    select
        customer_id, counted_on,
        row_number() over (partition by customer_id order by purchased_on) as day_number
    from purchase_days
),
reached as (
    select
        k.grain, k.period_start, g.segment_by, g.segment,
        count(case when n.day_number = 1 then 1 end) as new_customers,
        count(case when n.day_number = 2 then 1 end) as new_repeat_customers
    from numbered as n
    join calendar as k on k.calendar_on = n.counted_on
    join int_customer_segments as g on g.customer_id = n.customer_id
    where n.day_number <= 2
    group by k.grain, k.period_start, g.segment_by, g.segment
),
spine as (
    select p.grain, p.period_start, s.segment_by, s.segment, r.new_customers, r.new_repeat_customers
    from periods as p
    cross join segments as s
    left join reached as r
        on r.grain = p.grain and r.period_start = p.period_start and r.segment_by = s.segment_by and r.segment = s.segment
)
select
    grain,
    period_start,
    segment_by,
    segment,
    cast(sum(coalesce(new_repeat_customers, 0)) over (
        partition by grain, segment_by, segment order by period_start rows between unbounded preceding and current row
    ) as double) as numerator,
    cast(sum(coalesce(new_customers, 0)) over (
        partition by grain, segment_by, segment order by period_start rows between unbounded preceding and current row
    ) as double) as denominator,
    cast(null as boolean) as is_mature
from spine
