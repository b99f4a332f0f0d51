with won as (
    select
        c.customer_id,
        cast(at_timezone(with_timezone(c.first_purchased_at, 'UTC'), z.time_zone) as date) as won_on
    from customers as c
    cross join settings as z
    where c.first_purchased_at is not null
)
select
    k.grain,
    k.period_start,
    g.segment_by,
    g.segment,
    cast(count(*) as double) as numerator,
    cast(null as double) as denominator,
    cast(null as boolean) as is_mature
from won as w
join calendar as k on k.calendar_on = w.won_on
join int_customer_segments as g on g.customer_id = w.customer_id
group by k.grain, k.period_start, g.segment_by, g.segment
