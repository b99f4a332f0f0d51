with activity as (
    select
        m.cohort_by, m.grain, m.cohort_start, p.period_start, p.orders, p.revenue_minor,
        case when m.cohort_by = 'purchased' then p.orders > 0 else p.activities > 0 end as is_active,
        case when m.cohort_by = 'purchased' then p.next_order_start else p.next_active_start end as next_start
    from int_cohort_members as m
    join int_customer_periods as p
        on p.customer_id = m.customer_id and p.grain = m.grain and p.period_start >= m.cohort_start
)
select
    cohort_by,
    grain,
    cohort_start,
    period_start,
    cast(count(case when is_active then 1 end) as bigint) as active_customers,
    cast(count(case when is_active and next_start is null then 1 end) as bigint) as last_active_customers,
    cast(sum(orders) as bigint) as orders,
    cast(sum(revenue_minor) as bigint) as revenue_minor
from activity
group by cohort_by, grain, cohort_start, period_start
