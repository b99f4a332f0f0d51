select distinct i.identifier
from affected_events as e
join stg_event_identifiers as i on i.event_id = e.event_id
