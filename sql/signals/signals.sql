with first_events as (
    select
        customer_id, event_id, occurred_at,
        row_number() over (partition by customer_id order by occurred_at, event_id) as place
    from int_customer_events
),
told as (
    select customer_id, signal, how, occurred_at, event_id, is_activity, amount_minor from int_event_meanings
    union all
    select customer_id, 'reached', '', occurred_at, event_id, true, cast(null as bigint) from first_events where place = 1
    union all
    select customer_id, 'engaged', '', occurred_at, event_id, true, cast(null as bigint)
    from int_session_starts
    where is_later_session
    union all
    select customer_id, 'cancelled', '', occurred_at, event_id, false, cast(null as bigint) from int_subscription_ends
)
select
    customer_id,
    signal,
    how,
    occurred_at,
    min(event_id) as event_id,
    bool_or(is_activity) as is_activity,
    cast(sum(amount_minor) as bigint) as amount_minor
from told
group by customer_id, signal, how, occurred_at
