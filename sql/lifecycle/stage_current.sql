select
    h.customer_id,
    h.model,
    h.model_version,
    h.stage,
    h.stage_rank,
    h.cycle,
    h.entry_seq,
    h.entered_at,
    h.exited_at,
    h.is_current,
    h.previous_stage,
    h.skipped_stages,
    h.cause_event_id,
    cast(floor(date_diff('millisecond', h.entered_at, r.as_of) / 1000e0) as bigint) as seconds_in_stage
from stage_history as h
cross join run as r
where h.is_current
