with shortest as (
    select min(after_days) as after_days from quiet_rules
),
activity as (
    select customer_id, occurred_at as active_at, min(event_id) as event_id
    from signals
    where is_activity
    group by customer_id, occurred_at
),
spaced as (
    select
        customer_id, active_at,
        lead(active_at) over (partition by customer_id order by active_at) as next_active_at,
        lead(event_id) over (partition by customer_id order by active_at) as next_event_id
    from activity
)
select g.customer_id, g.active_at, g.next_active_at, g.next_event_id
from spaced as g
cross join shortest as s
where g.next_active_at is null or g.next_active_at > date_add('day', s.after_days, g.active_at)
