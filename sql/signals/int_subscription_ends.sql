with subscription_events as (
    select customer_id, provider, subscription_id, occurred_at, event_id, event_name = 'subscription_cancelled' as is_end
    from int_customer_events
    where event_name in ('subscription_started', 'subscription_renewed', 'subscription_cancelled') and subscription_id is not null
),
-- begun and ended at one instant: ended
states as (
    select
        customer_id, provider, subscription_id, occurred_at,
        case when bool_or(is_end) then 0 else 1 end as running,
        min(case when is_end then event_id end) as end_event_id
    from subscription_events
    group by customer_id, provider, subscription_id, occurred_at
),
steps as (
    select
        customer_id, occurred_at, end_event_id,
        running - coalesce(lag(running) over (partition by customer_id, provider, subscription_id order by occurred_at), 0) as step
    from states
),
counted as (
    select
        customer_id, occurred_at, end_event_id,
        sum(step) over (partition by customer_id order by occurred_at range between unbounded preceding and current row) as running
    from steps
)
select customer_id, occurred_at, min(end_event_id) as event_id
from counted
where end_event_id is not null and running = 0
group by customer_id, occurred_at
