with starts as (
    select c.customer_id, c.model, c.model_version, c.cycle, c.turned_at as started_at, c.next_turn_at as stopped_at, c.event_id
    from cycles as c
    where c.turn = 'start'
),
ranks_before as (
    select s.customer_id, s.model, s.model_version, s.cycle, max(l.stage_rank) as lifetime_rank
    from starts as s
    join lifetime_ranks as l
        on l.customer_id = s.customer_id and l.model = s.model and l.model_version = s.model_version and l.hit_at < s.started_at
    where s.cycle > 1
    group by s.customer_id, s.model, s.model_version, s.cycle
)
select
    s.customer_id,
    s.model,
    s.model_version,
    s.cycle,
    s.started_at,
    s.stopped_at,
    s.event_id,
    case
        when s.cycle = 1 then 'first'
        when b.lifetime_rank < m.returned_rank then 'resume'
        when m.returned_stage is not null then 'stage_then_' || m.returned_then
        else m.returned_then
    end as opening
from starts as s
join stage_models as m on m.model = s.model and m.model_version = s.model_version
left join ranks_before as b
    on b.customer_id = s.customer_id and b.model = s.model and b.model_version = s.model_version and b.cycle = s.cycle
