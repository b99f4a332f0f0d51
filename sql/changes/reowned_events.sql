select event_id from affected_events
union
select i.event_id
from renamed_identifiers as r
join stg_event_identifiers as i on i.identifier = r.identifier
