select e.event_id, o.customer_id, e.source, e.provider, e.event_name, e.occurred_at, e.properties, e.context
from events as e
join int_event_owners as o on o.event_id = e.event_id
