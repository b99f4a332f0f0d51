with facts as (
    select e.event_id, e.provider, e.event_name, e.received_at, e.properties
    from events as e
    cross join run as r
    where e.event_name in ('ad_spend_recorded', 'searches_recorded', 'store_visits_recorded')
        and e.occurred_at <= r.as_of
)
select
    event_id,
    provider,
    event_name,
    received_at,
    from_iso8601_date(json_extract_scalar(properties, '$.day')) as day,
    json_extract_scalar(properties, '$.channel') as channel,
    json_extract_scalar(properties, '$.campaign') as campaign,
    json_extract_scalar(properties, '$.campaign_id') as campaign_id,
    json_extract_scalar(properties, '$.ad_group') as ad_group,
    json_extract_scalar(properties, '$.country') as country,
    case when event_name = 'ad_spend_recorded'
        then coalesce(json_extract_scalar(properties, '$.purpose'), 'acquisition') end as purpose,
    json_extract_scalar(properties, '$.query') as query,
    json_extract_scalar(properties, '$.engine') as engine,
    json_extract_scalar(properties, '$.store_id') as store_id,
    json_extract_scalar(properties, '$.store') as store,
    json_extract_scalar(properties, '$.city') as city,
    try_cast(json_extract_scalar(properties, '$.cost_minor') as bigint) as cost_minor,
    json_extract_scalar(properties, '$.currency') as currency,
    try_cast(json_extract_scalar(properties, '$.impressions') as bigint) as impressions,
    try_cast(json_extract_scalar(properties, '$.clicks') as bigint) as clicks,
    try_cast(json_extract_scalar(properties, '$.conversions') as double) as conversions,
    json_extract_scalar(properties, '$.is_brand') = 'true' as is_brand,
    try_cast(json_extract_scalar(properties, '$.position') as double) as position,
    try_cast(json_extract_scalar(properties, '$.visits') as bigint) as visits
from facts
