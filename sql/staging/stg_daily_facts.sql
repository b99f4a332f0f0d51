with ranked as (
    select
        stg_told_facts.*,
        row_number() over (
            partition by
                provider, event_name, day, coalesce(channel, ''), coalesce(campaign, ''), coalesce(campaign_id, ''),
                coalesce(ad_group, ''), coalesce(country, ''), coalesce(purpose, ''), coalesce(query, ''), coalesce(engine, ''),
                coalesce(store_id, ''), coalesce(store, ''), coalesce(city, '')
            order by received_at desc, event_id desc
        ) as telling
    from stg_told_facts
)
select
    event_id,
    provider,
    event_name,
    received_at,
    day,
    channel,
    campaign,
    campaign_id,
    ad_group,
    country,
    purpose,
    query,
    engine,
    store_id,
    store,
    city,
    cost_minor,
    currency,
    impressions,
    clicks,
    conversions,
    is_brand,
    position,
    visits
from ranked
where telling = 1
