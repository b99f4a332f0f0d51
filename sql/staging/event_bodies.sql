-- what it held of the events that landed again stands beside what landed: any order of loads gives the same rows
with receptions as (
    select
        event_id, source, provider, event_name,
        cast(schema_version as integer) as schema_version,
        cast(from_iso8601_timestamp(occurred_at) at time zone 'UTC' as timestamp(6)) as occurred_at,
        cast(from_iso8601_timestamp(received_at) at time zone 'UTC' as timestamp(6)) as received_at,
        user_id, anonymous_id, email, phone, account_id, crm_id, billing_id, support_id,
        properties, context, consent, body_sha256
    from (
        select * from raw_web
        union all
        select * from raw_sales
        union all
        select * from raw_support
        union all
        select * from raw_marketing
    ) as landed
    union all
    select
        event_id, source, provider, event_name, schema_version, occurred_at, received_at,
        user_id, anonymous_id, email, phone, account_id, crm_id, billing_id, support_id,
        properties, context, consent, body_sha256
    from event_bodies
),
first_receptions as (
    select
        receptions.*,
        row_number() over (partition by event_id, body_sha256 order by received_at, source, provider) as reception
    from receptions
)
select
    event_id,
    source,
    provider,
    event_name,
    schema_version,
    occurred_at,
    received_at,
    user_id,
    anonymous_id,
    email,
    phone,
    account_id,
    crm_id,
    billing_id,
    support_id,
    properties,
    context,
    consent,
    body_sha256,
    cast(row_number() over (partition by event_id order by received_at, body_sha256) as bigint) as body_rank
from first_receptions
where reception = 1
