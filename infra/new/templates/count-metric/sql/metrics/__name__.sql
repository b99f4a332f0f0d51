-- as it stands: customers who did something in the period
select
    k.grain,
    k.period_start,
    g.segment_by,
    g.segment,
    cast(count(distinct d.customer_id) as double) as numerator,
    cast(null as double) as denominator,
    cast(null as boolean) as is_mature
from customer_days as d
join calendar as k on k.calendar_on = d.active_on
join int_customer_segments as g on g.customer_id = d.customer_id
where d.activities > 0
group by k.grain, k.period_start, g.segment_by, g.segment
