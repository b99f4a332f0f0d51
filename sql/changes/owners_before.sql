select distinct o.customer_id
from owner_events as e
join int_event_owners as o on o.event_id = e.event_id
