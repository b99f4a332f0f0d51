with standing as (
    select
        h.customer_id, h.entered_at, h.exited_at,
        h.stage_rank >= m.customer_rank
        or (
            h.stage = m.returned_stage
            and coalesce(max(h.stage_rank) over (
                partition by h.customer_id order by h.entered_at rows between unbounded preceding and 1 preceding
            ), 0) >= m.customer_rank
        ) as is_customer
    from stage_history as h
    join stage_models as m on m.model = h.model and m.model_version = h.model_version
    join settings as s on s.default_model = h.model
    join (select model, max(model_version) as model_version from stage_models group by model) as v
        on v.model = m.model and v.model_version = m.model_version
),
compared as (
    select
        customer_id, entered_at, coalesce(is_customer, false) as is_customer,
        lag(coalesce(is_customer, false)) over (partition by customer_id order by entered_at) as was_customer
    from standing
)
select
    c.customer_id,
    c.entered_at as turned_at,
    cast(at_timezone(with_timezone(date_add('millisecond', -1, c.entered_at), 'UTC'), z.time_zone) as date) as counted_on,
    case when c.is_customer then 1 else -1 end as step
from compared as c
cross join settings as z
where c.is_customer <> coalesce(c.was_customer, false)
