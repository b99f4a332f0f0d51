with counted as (
    select e.event_id, e.provider, e.event_name, e.occurred_at, e.account_id, e.properties, e.context
    from events as e
    cross join run as r
    where e.occurred_at <= r.as_of
        -- most events have none, and reading a text is cheaper than reading its JSON
        and e.context like '%"object"%'
        and coalesce(json_extract_scalar(e.context, '$.is_bot'), 'false') <> 'true'
        and coalesce(json_extract_scalar(e.context, '$.is_internal'), 'false') <> 'true'
),
objects as (
    select
        counted.*,
        json_extract_scalar(context, '$.object.type') as object_type,
        json_extract_scalar(context, '$.object.id') as object_id
    from counted
)
select
    event_id,
    provider || ':' || object_type || ':' || object_id as object_key,
    provider,
    object_type,
    object_id,
    event_name,
    occurred_at,
    coalesce(
        cast(from_iso8601_timestamp(json_extract_scalar(context, '$.object.updated_at')) at time zone 'UTC' as timestamp(6)),
        occurred_at
    ) as state_at,
    coalesce(try_cast(json_extract_scalar(context, '$.object.sequence') as bigint), -1) as sequence,
    json_extract_scalar(properties, '$.stage') as stage,
    json_extract_scalar(properties, '$.status') as status,
    json_extract_scalar(properties, '$.plan') as plan,
    try_cast(json_extract_scalar(properties, '$.amount_minor') as bigint) as amount_minor,
    try_cast(json_extract_scalar(properties, '$.mrr_minor') as bigint) as mrr_minor,
    json_extract_scalar(properties, '$.currency') as currency,
    account_id,
    event_name = 'contact_deleted'
        or coalesce(json_extract_scalar(properties, '$.status') = 'deleted', false)
        or coalesce(json_extract_scalar(properties, '$.changed[0]') = 'deleted', false) as is_deleted,
    coalesce(json_extract_scalar(context, '$.needs_refetch') = 'true', false) as needs_refetch
from objects
where object_type is not null and object_id is not null
