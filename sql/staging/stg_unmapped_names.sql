with told as (
    select event_id, source, provider, event_name, received_at, properties
    from events
),
names as (
    select event_id, source, provider, 'event' as name_of, event_name, coalesce(json_extract_scalar(properties, '$.name'), '') as name, received_at
    from told
    where event_name = 'custom_tracked'
    union all
    select t.event_id, t.source, t.provider, 'property' as name_of, t.event_name, k.name, t.received_at
    from told as t
    cross join unnest(map_keys(try_cast(json_extract(t.properties, '$.extra') as map(varchar, json)))) as k (name)
    -- most events have none, and reading a text is cheaper than reading its JSON
    where t.properties like '%"extra"%'
        -- what a vendor's webhook said as a whole, kept beside what was read of it
        and (k.name <> 'payload' or t.provider in ('canonical', 'segment'))
)
select event_id, source, provider, name_of, event_name, name, received_at
from names
