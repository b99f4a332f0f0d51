with activity as (
    select
        m.cohort_by, m.grain, m.cohort_start, m.customer_id, p.period_start, p.orders, p.revenue_minor,
        case when m.cohort_by = 'purchased' then p.orders > 0 else p.activities > 0 end as is_active
    from int_cohort_members as m
    join int_customer_periods as p
        on p.customer_id = m.customer_id and p.grain = m.grain and p.period_start >= m.cohort_start
),
placed as (
    select
        activity.*,
        row_number() over (
            partition by cohort_by, grain, customer_id order by case when is_active then 1 else 2 end, period_start desc
        ) as from_last
    from activity
)
select
    cohort_by,
    grain,
    cohort_start,
    period_start,
    cast(count(case when is_active then 1 end) as bigint) as active_customers,
    cast(count(case when is_active and from_last = 1 then 1 end) as bigint) as last_active_customers,
    cast(sum(orders) as bigint) as orders,
    cast(sum(revenue_minor) as bigint) as revenue_minor
from placed
group by cohort_by, grain, cohort_start, period_start
