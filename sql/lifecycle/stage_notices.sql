with open_changes as (
    select l.*
    from stage_change_log as l
    left join publications as p on p.change_id = l.change_id
    where p.change_id is null
),
told_entries as (
    select distinct l.customer_id, l.model, l.model_version, l.to_stage, l.entry_seq
    from stage_change_log as l
    join publications as p on p.change_id = l.change_id
),
identified_customers as (
    select distinct customer_id
    from customer_ids
    where id_type <> 'anonymous_id'
),
messages as (
    select e.customer_id, cast(count(*) as bigint) as messages_last_7_days
    from int_customer_events as e
    cross join run as r
    where e.event_name in ('message_sent', 'email_delivered') and e.occurred_at > date_add('day', -7, r.as_of)
    group by e.customer_id
)
select
    o.change_id,
    o.change_no,
    o.kind,
    o.sequence,
    o.run_id,
    o.detected_at,
    o.customer_id,
    c.account_id,
    o.model,
    o.model_version,
    o.from_stage,
    o.to_stage,
    o.cycle,
    o.entry_seq,
    o.occurred_at,
    o.previous_occurred_at,
    o.cause_event_id,
    o.merged_into,
    case
        when o.kind <> 'retracted' then cast(floor(date_diff('millisecond', h.entered_at, h.exited_at) / 1000e0) as bigint)
    end as seconds_in_from,
    o.skipped_stages,
    cast(null as varchar) as rfm_segment,
    c.is_contactable,
    coalesce(m.messages_last_7_days, 0) as messages_last_7_days
from open_changes as o
cross join settings as s
cross join run as n
left join identified_customers as i on i.customer_id = o.customer_id
left join told_entries as t
    on t.customer_id = o.customer_id and t.model = o.model and t.model_version = o.model_version
    and t.to_stage = o.to_stage and t.entry_seq = o.entry_seq
left join customers as c on c.customer_id = o.customer_id
left join messages as m on m.customer_id = o.customer_id
left join stage_history as h
    on h.customer_id = o.customer_id and h.model = o.model and h.model_version = o.model_version and h.exited_at = o.occurred_at
where contains(s.announced_models, o.model)
    and (not o.is_baseline or n.is_baseline_told)
    and (t.customer_id is not null or (o.kind <> 'retracted' and (s.is_anonymous_announced or i.customer_id is not null)))
