with numbered as (
    select
        customer_id, model, model_version, stage, stage_rank, cycle, entered_at, skipped_stages, event_id,
        row_number() over (partition by customer_id, model, model_version, stage order by entered_at) as entry_seq,
        lead(entered_at) over (partition by customer_id, model, model_version order by entered_at) as exited_at,
        lag(stage) over (partition by customer_id, model, model_version order by entered_at) as previous_stage
    from stage_entries
)
select
    customer_id,
    model,
    model_version,
    stage,
    stage_rank,
    cycle,
    cast(entry_seq as bigint) as entry_seq,
    entered_at,
    exited_at,
    exited_at is null as is_current,
    previous_stage,
    skipped_stages,
    event_id as cause_event_id
from numbered
