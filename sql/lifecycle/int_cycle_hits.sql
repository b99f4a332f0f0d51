-- cycle 1 starts with the life, so its first hits are the lifetime's; only customers who came back need a second look
with first_cycle as (
    select l.customer_id, l.model, l.model_version, s.cycle, s.opening, l.stage_rank, l.hit_at, l.event_id, l.hit_at = s.started_at as is_start
    from lifetime_ranks as l
    join int_cycle_starts as s
        on s.customer_id = l.customer_id and s.model = l.model and s.model_version = l.model_version and s.cycle = 1
    where s.stopped_at is null or l.hit_at < s.stopped_at
),
rules as (
    select s.customer_id, s.model, s.model_version, s.cycle, s.opening, s.started_at, s.stopped_at, r.stage_rank, r.criterion, r.after_rank
    from int_cycle_starts as s
    join stage_rules as r on r.model = s.model and r.model_version = s.model_version
    where s.cycle > 1
),
open_rules as (
    select r.*, g.open_at
    from rules as r
    left join int_rule_gates as g
        on g.customer_id = r.customer_id and g.model = r.model and g.model_version = r.model_version
        and g.stage_rank = r.stage_rank and g.criterion = case when r.after_rank is not null then r.criterion end
    where r.after_rank is null or g.open_at is not null
),
later_hits as (
    select
        r.customer_id, r.model, r.model_version, r.cycle, r.opening, r.stage_rank, c.met_at as hit_at, c.event_id,
        c.met_at = r.started_at as is_start,
        row_number() over (
            partition by r.customer_id, r.model, r.model_version, r.cycle, r.stage_rank order by c.met_at, c.event_id
        ) as place
    from open_rules as r
    join criteria_met as c on c.customer_id = r.customer_id and c.criterion = r.criterion
    where c.met_at >= r.started_at
        and (c.met_at > r.started_at or r.opening in ('resume', 'restart'))
        and (r.stopped_at is null or c.met_at < r.stopped_at)
        and (r.open_at is null or c.met_at >= r.open_at)
)
select customer_id, model, model_version, cycle, opening, stage_rank, hit_at, event_id, is_start
from first_cycle
union all
select customer_id, model, model_version, cycle, opening, stage_rank, hit_at, event_id, is_start
from later_hits
where place = 1
