select distinct i.event_id
from touched_identifiers as t
join stg_event_identifiers as i on i.identifier = t.identifier
