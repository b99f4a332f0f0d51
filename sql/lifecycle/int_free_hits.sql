with first_met as (
    select customer_id, criterion, min(met_at) as met_at, min_by(event_id, met_at) as event_id
    from criteria_met
    group by customer_id, criterion
),
ranked as (
    select
        f.customer_id, r.model, r.model_version, r.stage_rank, f.met_at, f.event_id,
        row_number() over (
            partition by f.customer_id, r.model, r.model_version, r.stage_rank order by f.met_at, f.event_id
        ) as place
    from first_met as f
    join stage_rules as r on r.criterion = f.criterion
    where r.after_rank is null
)
select customer_id, model, model_version, stage_rank, met_at as hit_at, event_id
from ranked
where place = 1
