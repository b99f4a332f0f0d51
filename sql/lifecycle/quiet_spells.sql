with ranked_gaps as (
    select
        g.customer_id, l.model, l.model_version, g.active_at, g.next_active_at, g.next_event_id,
        max(l.stage_rank) as lifetime_rank
    from activity_gaps as g
    join lifetime_ranks as l on l.customer_id = g.customer_id and l.hit_at <= g.active_at
    group by g.customer_id, l.model, l.model_version, g.active_at, g.next_active_at, g.next_event_id
),
deadlines as (
    select g.*, q.stage, date_add('day', q.after_days, g.active_at) as quiet_at
    from ranked_gaps as g
    join quiet_rules as q on q.model = g.model and q.model_version = g.model_version and q.lifetime_rank = g.lifetime_rank
),
passed as (
    select d.*
    from deadlines as d
    cross join run as r
    where d.quiet_at <= r.as_of and (d.next_active_at is null or d.next_active_at > d.quiet_at)
),
-- an end before the deadline holds it off until the return; an end during the quiet takes over from it
met_ends as (
    select
        p.customer_id, p.model, p.model_version, p.active_at,
        bool_or(s.ended_at <= p.quiet_at and (s.returned_at is null or s.returned_at > p.quiet_at)) as is_ended,
        bool_or(s.ended_at > p.quiet_at and (p.next_active_at is null or s.ended_at <= p.next_active_at)) as is_taken_over
    from passed as p
    join ended_spans as s on s.customer_id = p.customer_id and s.model = p.model and s.model_version = p.model_version
    group by p.customer_id, p.model, p.model_version, p.active_at
)
select
    p.customer_id,
    p.model,
    p.model_version,
    p.quiet_at,
    p.stage,
    case when coalesce(m.is_taken_over, false) then null else p.next_active_at end as returned_at,
    case when coalesce(m.is_taken_over, false) then null else p.next_event_id end as returned_event_id
from passed as p
left join met_ends as m
    on m.customer_id = p.customer_id and m.model = p.model and m.model_version = p.model_version and m.active_at = p.active_at
where not coalesce(m.is_ended, false)
