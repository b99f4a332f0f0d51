with cohorts as (
    select m.cohort_by, m.grain, m.cohort_start, cast(count(*) as bigint) as cohort_size
    from int_cohort_members as m
    join periods as p on p.grain = m.grain and p.period_start = m.cohort_start
    group by m.cohort_by, m.grain, m.cohort_start
),
spine as (
    select
        c.cohort_by, c.grain, c.cohort_start, c.cohort_size, p.period_start, p.is_complete,
        cast(row_number() over (partition by c.cohort_by, c.grain, c.cohort_start order by p.period_start) - 1 as bigint) as period_index
    from cohorts as c
    join periods as p on p.grain = c.grain and p.period_start >= c.cohort_start
),
filled as (
    select
        s.*,
        coalesce(a.active_customers, 0) as active_customers,
        coalesce(a.last_active_customers, 0) as last_active_customers,
        coalesce(a.orders, 0) as orders,
        coalesce(a.revenue_minor, 0) as revenue_minor
    from spine as s
    left join int_cohort_activity as a
        on a.cohort_by = s.cohort_by and a.grain = s.grain and a.cohort_start = s.cohort_start and a.period_start = s.period_start
)
select
    cohort_by,
    grain,
    cohort_start,
    period_index,
    cohort_size,
    active_customers,
    cast(sum(last_active_customers) over (
        partition by cohort_by, grain, cohort_start order by period_index desc rows between unbounded preceding and current row
    ) as bigint) as returning_customers,
    orders,
    revenue_minor,
    is_complete
from filled
