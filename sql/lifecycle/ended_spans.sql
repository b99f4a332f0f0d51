with entries as (
    select customer_id, model, model_version, min(hit_at) as entered_at
    from lifetime_ranks
    group by customer_id, model, model_version
),
ends as (
    select e.customer_id, e.model, e.model_version, s.occurred_at, min(s.event_id) as event_id
    from entries as e
    join stage_models as m on m.model = e.model and m.model_version = e.model_version
    join signals as s on s.customer_id = e.customer_id and s.signal = m.ended_signal and s.occurred_at > e.entered_at
    group by e.customer_id, e.model, e.model_version, s.occurred_at
),
ended_customers as (
    select distinct customer_id, model, model_version from ends
),
returns as (
    select c.customer_id, c.model, c.model_version, s.occurred_at, min(s.event_id) as event_id
    from ended_customers as c
    join signals as s on s.customer_id = c.customer_id and s.signal in ('purchased', 'renewed', 'registered')
    group by c.customer_id, c.model, c.model_version, s.occurred_at
),
-- at one instant an end wins: nothing else happens then
marks as (
    select
        customer_id, model, model_version, occurred_at,
        bool_or(is_end) as is_end,
        coalesce(min(case when is_end then event_id end), min(event_id)) as event_id
    from (
        select customer_id, model, model_version, occurred_at, event_id, true as is_end from ends
        union all
        select customer_id, model, model_version, occurred_at, event_id, false as is_end from returns
    ) as both_kinds
    group by customer_id, model, model_version, occurred_at
),
compared as (
    select
        marks.*,
        lag(is_end) over (partition by customer_id, model, model_version order by occurred_at) as was_end
    from marks
),
-- what is left alternates: an end, the return from it, the next end
turns as (
    select customer_id, model, model_version, occurred_at, event_id, is_end
    from compared
    where is_end <> coalesce(was_end, false)
),
spans as (
    select
        turns.*,
        lead(occurred_at) over (partition by customer_id, model, model_version order by occurred_at) as returned_at,
        lead(event_id) over (partition by customer_id, model, model_version order by occurred_at) as returned_event_id
    from turns
)
select customer_id, model, model_version, occurred_at as ended_at, event_id, returned_at, returned_event_id
from spans
where is_end
