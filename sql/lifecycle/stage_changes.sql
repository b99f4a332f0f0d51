select
    l.change_id,
    l.change_no,
    l.kind,
    l.merged_into,
    l.customer_id,
    l.model,
    l.model_version,
    l.from_stage,
    l.to_stage,
    l.cycle,
    l.entry_seq,
    l.occurred_at,
    l.previous_occurred_at,
    l.cause_event_id,
    l.skipped_stages,
    l.is_baseline,
    l.sequence,
    l.detected_at,
    l.run_id,
    p.published_at
from stage_change_log as l
left join publications as p on p.change_id = l.change_id
