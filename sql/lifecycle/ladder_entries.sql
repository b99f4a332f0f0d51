with highest_hits as (
    select
        int_cycle_hits.*,
        row_number() over (partition by customer_id, model, model_version, hit_at order by stage_rank desc) as place
    from int_cycle_hits
),
steps as (
    select customer_id, model, model_version, cycle, opening, hit_at as entered_at, false as is_start,
        stage_rank as hit_rank, event_id as hit_event_id, cast(null as varchar) as return_event_id
    from highest_hits
    where place = 1 and not is_start
    union all
    select s.customer_id, s.model, s.model_version, s.cycle, s.opening, s.started_at, true,
        h.stage_rank, h.event_id, s.event_id
    from int_cycle_starts as s
    left join highest_hits as h
        on h.customer_id = s.customer_id and h.model = s.model and h.model_version = s.model_version
        and h.hit_at = s.started_at and h.is_start and h.place = 1
),
-- held: the highest rank counted in any cycle before this step; cycle_rank: the highest in this cycle, null before its first
remembered as (
    select
        steps.*,
        coalesce(max(hit_rank) over (
            partition by customer_id, model, model_version order by entered_at rows between unbounded preceding and 1 preceding
        ), 1) as held,
        max(case when is_start and opening = 'restart' then coalesce(hit_rank, 1) else hit_rank end) over (
            partition by customer_id, model, model_version, cycle order by entered_at rows between unbounded preceding and 1 preceding
        ) as cycle_rank
    from steps
),
judged as (
    select
        remembered.*,
        case
            when is_start and opening = 'first' then hit_rank
            when is_start and opening = 'restart' then coalesce(hit_rank, 1)
            when is_start and opening = 'resume' and hit_rank > held then hit_rank
            when is_start and opening = 'resume' then held
            when is_start then 0
            when opening in ('first', 'resume') and hit_rank > held then hit_rank
            when opening = 'restart' and hit_rank > cycle_rank then hit_rank
            when opening = 'stage_then_restart' and (cycle_rank is null or hit_rank > cycle_rank) then hit_rank
            when opening = 'stage_then_resume' and hit_rank > held then hit_rank
            when opening = 'stage_then_resume' and cycle_rank is null then held
        end as entered_rank,
        case
            when is_start and opening in ('first', 'restart') then 0
            when opening in ('restart', 'stage_then_restart') then coalesce(cycle_rank, 0)
            else held
        end as from_rank
    from remembered
)
select
    customer_id,
    model,
    model_version,
    cycle,
    entered_at,
    cast(entered_rank as integer) as stage_rank,
    cast(from_rank as integer) as from_rank,
    case
        when not is_start or opening = 'first' then hit_event_id
        when hit_rank = entered_rank then hit_event_id
        else return_event_id
    end as event_id
from judged
where entered_rank is not null
