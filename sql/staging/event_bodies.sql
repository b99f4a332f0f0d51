with landed as (
    select * from raw_web
    union all
    select * from raw_sales
    union all
    select * from raw_support
    union all
    select * from raw_marketing
),
typed as (
    select
        event_id,
        source,
        provider,
        event_name,
        cast(schema_version as integer) as schema_version,
        cast(from_iso8601_timestamp(occurred_at) at time zone 'UTC' as timestamp(6)) as occurred_at,
        cast(from_iso8601_timestamp(received_at) at time zone 'UTC' as timestamp(6)) as received_at,
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
        body_sha256
    from landed
),
ordered as (
    select
        typed.*,
        cast(row_number() over (partition by event_id order by received_at, body_sha256, source, provider) as bigint) as body_rank,
        first_value(body_sha256) over (partition by event_id order by received_at, body_sha256, source, provider) as winning_sha256,
        cast(count(*) over (partition by event_id) as bigint) as times_received
    from typed
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
    body_rank,
    times_received
from ordered
where body_rank = 1 or body_sha256 <> winning_sha256
