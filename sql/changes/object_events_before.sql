select distinct o.event_id
from affected_events as e
join int_event_objects as mine on mine.event_id = e.event_id
join int_event_objects as o
    on o.object_id = mine.object_id and o.object_type = mine.object_type and o.provider = mine.provider
