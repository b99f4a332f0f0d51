with ladder as (
    select
        e.customer_id, e.model, e.model_version, e.cycle, e.entered_at,
        case when e.stage_rank = 0 then m.returned_stage else element_at(m.stages, e.stage_rank) end as stage,
        e.stage_rank,
        case
            when e.stage_rank > e.from_rank + 1 then slice(m.stages, e.from_rank + 1, e.stage_rank - e.from_rank - 1)
            else slice(m.stages, 1, 0)
        end as skipped_stages,
        e.event_id
    from ladder_entries as e
    join stage_models as m on m.model = e.model and m.model_version = e.model_version
),
pauses as (
    select
        c.customer_id, c.model, c.model_version, c.cycle, c.turned_at as entered_at,
        case when c.turn = 'quiet' then c.stage else m.ended_stage end as stage,
        slice(m.stages, 1, 0) as skipped_stages,
        c.event_id
    from cycles as c
    join stage_models as m on m.model = c.model and m.model_version = c.model_version
    where c.turn <> 'start'
)
select customer_id, model, model_version, cycle, entered_at, stage, stage_rank, skipped_stages, event_id from ladder
union all
select customer_id, model, model_version, cycle, entered_at, stage, 0 as stage_rank, skipped_stages, event_id from pauses
