select
    source,
    provider,
    name_of,
    event_name,
    name,
    cast(count(*) as bigint) as count_events,
    min(received_at) as first_received_at,
    max(received_at) as last_received_at
from stg_unmapped_names
group by source, provider, name_of, event_name, name
