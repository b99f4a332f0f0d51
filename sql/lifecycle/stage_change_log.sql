with announced as (
    select
        stage_change_log.*,
        row_number() over (
            partition by customer_id, model, model_version, to_stage, entry_seq order by change_no desc
        ) as recency
    from stage_change_log
),
fold as (
    select a.*
    from announced as a
    join stage_models as m on m.model = a.model and m.model_version = a.model_version
    where a.recency = 1
),
compared as (
    select
        coalesce(h.customer_id, f.customer_id) as customer_id,
        coalesce(h.model, f.model) as model,
        coalesce(h.model_version, f.model_version) as model_version,
        coalesce(h.stage, f.to_stage) as to_stage,
        coalesce(h.entry_seq, f.entry_seq) as entry_seq,
        coalesce(f.change_no, 0) + 1 as change_no,
        case
            when h.customer_id is null and f.kind <> 'retracted' then 'retracted'
            when h.customer_id is not null and (f.customer_id is null or f.kind = 'retracted') then 'entered'
            when h.customer_id is not null
                and (h.entered_at <> f.occurred_at or h.cause_event_id is distinct from f.cause_event_id) then 'corrected'
        end as kind,
        h.previous_stage, h.cycle, h.entered_at, h.cause_event_id, h.skipped_stages,
        f.from_stage as told_from_stage, f.cycle as told_cycle, f.occurred_at as told_at,
        f.cause_event_id as told_cause_event_id, f.skipped_stages as told_skipped_stages
    from stage_history as h
    full join fold as f
        on f.customer_id = h.customer_id and f.model = h.model and f.model_version = h.model_version
        and f.to_stage = h.stage and f.entry_seq = h.entry_seq
),
changes as (
    select
        customer_id, model, model_version, to_stage, entry_seq, change_no, kind,
        case when kind = 'retracted' then told_from_stage else previous_stage end as from_stage,
        case when kind = 'retracted' then told_cycle else cycle end as cycle,
        case when kind = 'retracted' then told_at else entered_at end as occurred_at,
        case when kind <> 'entered' then told_at end as previous_occurred_at,
        case when kind = 'retracted' then told_cause_event_id else cause_event_id end as cause_event_id,
        case when kind = 'retracted' then told_skipped_stages else skipped_stages end as skipped_stages
    from compared
    where kind is not null
),
told_so_far as (
    select customer_id, model, max(sequence) as last_sequence
    from stage_change_log
    group by customer_id, model
)
select
    lower(to_hex(sha256(to_utf8(
        c.model || '|' || cast(c.model_version as varchar) || '|' || c.customer_id || '|' || c.to_stage
        || '|' || cast(c.entry_seq as varchar) || '|' || cast(c.change_no as varchar)
    )))) as change_id,
    c.change_no,
    c.kind,
    case when c.kind = 'retracted' then r.customer_id end as merged_into,
    c.customer_id,
    c.model,
    c.model_version,
    c.from_stage,
    c.to_stage,
    c.cycle,
    c.entry_seq,
    c.occurred_at,
    c.previous_occurred_at,
    c.cause_event_id,
    c.skipped_stages,
    n.is_baseline or not contains(n.known_models, c.model || '@' || cast(c.model_version as varchar)) as is_baseline,
    cast(coalesce(t.last_sequence, 0) + row_number() over (
        partition by c.customer_id, c.model
        order by c.occurred_at, case c.kind when 'retracted' then 1 when 'corrected' then 2 else 3 end, c.model_version, c.to_stage, c.entry_seq
    ) as bigint) as sequence,
    n.started_at as detected_at,
    n.run_id
from changes as c
cross join run as n
left join customer_redirects as r on r.old_customer_id = c.customer_id
left join told_so_far as t on t.customer_id = c.customer_id and t.model = c.model
