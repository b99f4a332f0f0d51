select
    d.customer_id,
    c.grain,
    c.period_start,
    cast(sum(d.activities) as bigint) as activities,
    cast(sum(d.orders) as bigint) as orders,
    cast(sum(d.revenue_minor) as bigint) as revenue_minor
from customer_days as d
join calendar as c on c.calendar_on = d.active_on
where c.grain in ('week', 'month')
group by d.customer_id, c.grain, c.period_start
