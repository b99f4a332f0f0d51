-- as it stands: share of the customers who did something in the period that bought then
select
    k.grain,
    k.period_start,
    g.segment_by,
    g.segment,
    cast(count(distinct case when d.orders > 0 then d.customer_id end) as double) as numerator,
    cast(count(distinct d.customer_id) as double) as denominator,
    cast(null as boolean) as is_mature
from customer_days as d
join calendar as k on k.calendar_on = d.active_on
join int_customer_segments as g on g.customer_id = d.customer_id
where d.activities > 0
group by k.grain, k.period_start, g.segment_by, g.segment
