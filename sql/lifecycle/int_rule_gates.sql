select
    f.customer_id,
    r.model,
    r.model_version,
    r.stage_rank,
    r.criterion,
    min(f.hit_at) as open_at
from stage_rules as r
join int_free_hits as f
    on f.model = r.model and f.model_version = r.model_version and f.stage_rank >= r.after_rank
group by f.customer_id, r.model, r.model_version, r.stage_rank, r.criterion
