with placed as (
    select
        o.*,
        row_number() over (
            partition by provider, object_type, object_id order by state_at, sequence, occurred_at, event_id
        ) as place
    from stg_object_events as o
)
-- an event tells a part of its object: each part is as the latest event that tells it says
select
    provider,
    object_type,
    object_id,
    min(object_key) as object_key,
    max_by(event_id, place) as event_id,
    max_by(event_name, place) as event_name,
    max_by(occurred_at, place) as occurred_at,
    max(state_at) as state_at,
    max_by(stage, place) filter (where stage is not null) as stage,
    max_by(status, place) filter (where status is not null) as status,
    max_by(plan, place) filter (where plan is not null) as plan,
    max_by(amount_minor, place) filter (where amount_minor is not null) as amount_minor,
    max_by(mrr_minor, place) filter (where mrr_minor is not null) as mrr_minor,
    max_by(currency, place) filter (where currency is not null) as currency,
    max_by(account_id, place) filter (where account_id is not null) as account_id,
    max_by(is_deleted, place) as is_deleted,
    cast(count(*) as bigint) as count_events
from placed
group by provider, object_type, object_id
