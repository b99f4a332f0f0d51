with purchase_days as (
    select customer_id, cast(occurred_at as date) as purchased_on, min(occurred_at) as first_at
    from purchases
    where not is_cancelled
    group by customer_id, cast(occurred_at as date)
),
numbered as (
    select
        customer_id, first_at,
        row_number() over (partition by customer_id order by purchased_on) as day_number
    from purchase_days
),
reached as (
    select
        k.grain, k.period_start, g.segment_by, g.segment,
        count(case when n.day_number = 1 then 1 end) as new_customers,
        count(case when n.day_number = 2 then 1 end) as new_repeat_customers
    from numbered as n
    cross join settings as z
    join calendar as k on k.calendar_on = cast(at_timezone(with_timezone(n.first_at, 'UTC'), z.time_zone) as date)
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
