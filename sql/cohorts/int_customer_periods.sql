with placed as (
    select
        d.customer_id, d.activities, d.orders, d.revenue_minor, t.grain,
        case t.grain
            when 'week' then date_add('day', s.week_starts_on - 1, date_trunc('week', date_add('day', 1 - s.week_starts_on, d.active_on)))
            when 'month' then date_trunc('month', d.active_on)
        end as period_start
    from customer_days as d
    cross join settings as s
    cross join (values ('week'), ('month')) as t (grain)
),
periods as (
    select
        customer_id,
        grain,
        period_start,
        cast(sum(activities) as bigint) as activities,
        cast(sum(orders) as bigint) as orders,
        cast(sum(revenue_minor) as bigint) as revenue_minor
    from placed
    group by customer_id, grain, period_start
)
select
    customer_id,
    grain,
    period_start,
    activities,
    orders,
    revenue_minor,
    max(case when activities > 0 then period_start end) over (
        partition by customer_id, grain order by period_start rows between unbounded preceding and 1 preceding
    ) as previous_active_start,
    min(case when activities > 0 then period_start end) over (
        partition by customer_id, grain order by period_start rows between 1 following and unbounded following
    ) as next_active_start,
    max(case when orders > 0 then period_start end) over (
        partition by customer_id, grain order by period_start rows between unbounded preceding and 1 preceding
    ) as previous_order_start,
    min(case when orders > 0 then period_start end) over (
        partition by customer_id, grain order by period_start rows between 1 following and unbounded following
    ) as next_order_start
from periods
