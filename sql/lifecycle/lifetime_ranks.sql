with gated_hits as (
    select g.customer_id, g.model, g.model_version, g.stage_rank, c.met_at as hit_at, c.event_id
    from int_rule_gates as g
    join criteria_met as c on c.customer_id = g.customer_id and c.criterion = g.criterion and c.met_at >= g.open_at
),
all_hits as (
    select customer_id, model, model_version, stage_rank, hit_at, event_id from int_free_hits
    union all
    select customer_id, model, model_version, stage_rank, hit_at, event_id from gated_hits
),
ranked as (
    select
        all_hits.*,
        row_number() over (partition by customer_id, model, model_version, stage_rank order by hit_at, event_id) as place
    from all_hits
)
select customer_id, model, model_version, stage_rank, hit_at, event_id
from ranked
where place = 1
