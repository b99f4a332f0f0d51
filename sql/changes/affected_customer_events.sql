select distinct coalesce(o.event_id, e.event_id) as event_id
from affected_customers as c
join int_event_owners as e on e.customer_id = c.customer_id
left join int_event_objects as mine on mine.event_id = e.event_id
left join int_event_objects as o
    on o.object_id = mine.object_id and o.object_type = mine.object_type and o.provider = mine.provider
