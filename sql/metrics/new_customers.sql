select
    k.grain,
    k.period_start,
    g.segment_by,
    g.segment,
    cast(count(*) as double) as numerator,
    cast(null as double) as denominator,
    cast(null as boolean) as is_mature
from customers as c
join calendar as k on k.calendar_on = c.first_purchased_on
join int_customer_segments as g on g.customer_id = c.customer_id
group by k.grain, k.period_start, g.segment_by, g.segment
