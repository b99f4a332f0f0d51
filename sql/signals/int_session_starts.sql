with web_events as (
    select customer_id, occurred_at, min(event_id) as event_id
    from int_customer_events
    where source = 'web'
    group by customer_id, occurred_at
),
spaced as (
    select
        customer_id, occurred_at, event_id,
        lag(occurred_at) over (partition by customer_id order by occurred_at) as previous_at
    from web_events
)
select
    customer_id,
    occurred_at,
    event_id,
    previous_at is not null as is_later_session
from spaced
where previous_at is null or date_diff('millisecond', previous_at, occurred_at) > 1800000
