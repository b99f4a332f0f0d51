with entries as (
    select customer_id, model, model_version, min(hit_at) as turned_at
    from lifetime_ranks
    group by customer_id, model, model_version
),
turns as (
    select customer_id, model, model_version, turned_at, 'start' as turn, cast(null as varchar) as stage, cast(null as varchar) as event_id
    from entries
    union all
    select customer_id, model, model_version, quiet_at, 'quiet', stage, cast(null as varchar) from quiet_spells
    union all
    select customer_id, model, model_version, returned_at, 'start', cast(null as varchar), returned_event_id
    from quiet_spells
    where returned_at is not null
    union all
    select customer_id, model, model_version, ended_at, 'end', cast(null as varchar), event_id from ended_spans
    union all
    select customer_id, model, model_version, returned_at, 'start', cast(null as varchar), returned_event_id
    from ended_spans
    where returned_at is not null
)
select
    customer_id,
    model,
    model_version,
    turned_at,
    turn,
    stage,
    event_id,
    cast(sum(case when turn = 'start' then 1 else 0 end) over (
        partition by customer_id, model, model_version order by turned_at rows between unbounded preceding and current row
    ) as bigint) as cycle,
    lead(turned_at) over (partition by customer_id, model, model_version order by turned_at) as next_turn_at
from turns
