with other_bodies as (
    select event_id, body_sha256 from event_bodies where body_rank > 1
)
select
    event_id,
    cast(count(distinct body_sha256) + 1 as bigint) as bodies
from other_bodies
group by event_id
