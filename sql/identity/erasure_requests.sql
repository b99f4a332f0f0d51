with requests as (
    select e.event_id, e.provider, e.occurred_at, e.properties
    from events as e
    cross join run as r
    where e.event_name = 'erasure_requested'
        and e.occurred_at <= r.as_of
        and coalesce(json_extract_scalar(e.context, '$.is_bot'), 'false') <> 'true'
        and coalesce(json_extract_scalar(e.context, '$.is_internal'), 'false') <> 'true'
)
select
    q.event_id,
    o.customer_id,
    q.provider,
    q.occurred_at as requested_at,
    json_extract_scalar(q.properties, '$.scope') as scope,
    json_extract_scalar(q.properties, '$.request_id') as request_id,
    from_iso8601_date(substr(json_extract_scalar(q.properties, '$.due_at'), 1, 10)) as due_on
from requests as q
left join int_event_owners as o on o.event_id = q.event_id
