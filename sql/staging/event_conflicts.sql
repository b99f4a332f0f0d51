select
    event_id,
    cast(count(*) as bigint) as bodies
from event_bodies
group by event_id
having count(*) > 1
