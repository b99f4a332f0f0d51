select object_key from touched_objects_before
union
select o.object_key
from affected_events as e
join stg_object_events as o on o.event_id = e.event_id
