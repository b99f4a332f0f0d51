select distinct o.object_key
from affected_events as e
join stg_object_events as o on o.event_id = e.event_id
