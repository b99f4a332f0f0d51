with acts as (
    select
        s.customer_id,
        cast(at_timezone(with_timezone(s.occurred_at, 'UTC'), z.time_zone) as date) as active_on,
        1 as activities, 0 as orders, cast(0 as bigint) as revenue_minor
    from signals as s
    cross join settings as z
    where s.is_activity
),
sales as (
    select
        p.customer_id,
        cast(at_timezone(with_timezone(p.occurred_at, 'UTC'), z.time_zone) as date) as active_on,
        0 as activities, 1 as orders, coalesce(p.reporting_amount_minor, 0) as revenue_minor
    from purchases as p
    cross join settings as z
    where not p.is_cancelled
),
both_kinds as (
    select customer_id, active_on, activities, orders, revenue_minor from acts
    union all
    select customer_id, active_on, activities, orders, revenue_minor from sales
)
select
    customer_id,
    active_on,
    cast(sum(activities) as bigint) as activities,
    cast(sum(orders) as bigint) as orders,
    cast(sum(revenue_minor) as bigint) as revenue_minor
from both_kinds
group by customer_id, active_on
