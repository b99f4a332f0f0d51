select
    event_id,
    provider,
    json_extract_scalar(properties, '$.stage') as crm_stage,
    occurred_at,
    coalesce(
        cast(from_iso8601_timestamp(json_extract_scalar(context, '$.object.updated_at')) at time zone 'UTC' as timestamp(6)),
        occurred_at
    ) as set_at,
    coalesce(try_cast(json_extract_scalar(context, '$.object.sequence') as bigint), -1) as sequence
from events
where event_name = 'lead_stage_set' and json_extract_scalar(properties, '$.stage') is not null
