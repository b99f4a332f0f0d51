with sales as (
    select d.customer_id, c.grain, c.period_start, d.revenue_minor
    from customer_days as d
    join calendar as c on c.calendar_on = d.active_on
    where d.orders > 0
)
select
    s.grain,
    s.period_start,
    g.segment_by,
    g.segment,
    cast(sum(s.revenue_minor) as double) as numerator,
    cast(null as double) as denominator,
    cast(null as boolean) as is_mature
from sales as s
join int_customer_segments as g on g.customer_id = s.customer_id
group by s.grain, s.period_start, g.segment_by, g.segment
