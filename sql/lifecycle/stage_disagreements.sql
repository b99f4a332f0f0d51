with told as (
    select
        o.customer_id, c.provider, c.crm_stage, c.set_at, c.event_id,
        row_number() over (
            partition by o.customer_id order by c.set_at desc, c.sequence desc, c.occurred_at desc, c.event_id desc
        ) as recency
    from stg_crm_stages as c
    join int_event_owners as o on o.event_id = c.event_id
),
computed as (
    select
        h.customer_id, h.model, h.model_version, h.stage, h.entered_at,
        row_number() over (partition by h.customer_id order by h.model_version desc) as recency
    from stage_history as h
    join settings as s on s.default_model = h.model
    where h.is_current
),
compared as (
    select
        c.customer_id, c.model, c.model_version, c.stage, c.entered_at, t.provider, t.crm_stage, t.set_at, t.event_id,
        array_agg(m.stage order by m.stage) as agreeing_stages,
        bool_or(m.stage = c.stage) as is_agreed
    from told as t
    join computed as c on c.customer_id = t.customer_id and c.recency = 1
    join crm_stages as m on m.provider = t.provider and m.crm_stage = lower(t.crm_stage) and m.model = c.model
    where t.recency = 1
    group by
        c.customer_id, c.model, c.model_version, c.stage, c.entered_at, t.provider, t.crm_stage, t.set_at, t.event_id
)
select
    customer_id,
    model,
    model_version,
    stage,
    entered_at as stage_entered_at,
    provider as crm_provider,
    crm_stage,
    set_at as crm_stage_set_at,
    event_id as crm_event_id,
    agreeing_stages
from compared
where not is_agreed
