with events_seen as (
    select
        customer_id,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_event_at,
        cast(count(*) as bigint) as count_events
    from int_customer_events
    group by customer_id
),
-- one row a customer and attribute: the latest (or, for first touches, the earliest) event that tells it
told as (
    select
        e.customer_id, t.attribute, e.occurred_at, e.event_id, t.is_first,
        case t.attribute
            when 'account_id' then e.account_id
            when 'channel' then e.channel
            when 'campaign' then e.campaign_name
            when 'country' then e.country
            when 'timezone' then e.timezone
            when 'consent' then case when e.is_consent then 'granted' when not e.is_consent then 'refused' end
        end as told_value
    from int_customer_events as e
    cross join (
        values ('account_id', false), ('channel', true), ('campaign', true), ('country', false), ('timezone', false), ('consent', false)
    ) as t (attribute, is_first)
),
attributes as (
    select
        customer_id, attribute, told_value,
        row_number() over (partition by customer_id, attribute order by occurred_at, event_id) as from_start,
        row_number() over (partition by customer_id, attribute order by occurred_at desc, event_id desc) as from_end,
        is_first
    from told
    where told_value is not null
),
profiles as (
    select
        customer_id,
        min(case when attribute = 'account_id' then told_value end) as account_id,
        min(case when attribute = 'channel' then told_value end) as first_channel,
        min(case when attribute = 'campaign' then told_value end) as first_campaign,
        min(case when attribute = 'country' then told_value end) as country,
        min(case when attribute = 'timezone' then told_value end) as timezone,
        min(case when attribute = 'consent' then told_value end) as consent
    from attributes
    where (is_first and from_start = 1) or (not is_first and from_end = 1)
    group by customer_id
),
named as (
    select
        o.customer_id, i.id_type, i.id_value, i.occurred_at,
        row_number() over (partition by o.customer_id, i.id_type order by i.occurred_at desc, i.event_id desc) as from_end
    from stg_event_identifiers as i
    join int_event_owners as o on o.event_id = i.event_id
    where i.identifier_role = 'own'
),
identified as (
    select
        customer_id,
        min(case when id_type <> 'anonymous_id' then occurred_at end) as identified_at,
        min(case when id_type = 'email' and from_end = 1 then id_value end) as email,
        min(case when id_type = 'user_id' and from_end = 1 then id_value end) as user_id,
        bool_or(id_type in ('email', 'phone')) as has_contact
    from named
    group by customer_id
),
bought as (
    select
        customer_id,
        min(occurred_at) as first_purchased_at,
        cast(count(distinct cast(occurred_at as date)) as bigint) as purchase_days,
        cast(coalesce(sum(reporting_amount_minor), 0) as bigint) as revenue_minor,
        bool_or(not is_refunded) as is_net_customer
    from purchases
    where not is_cancelled
    group by customer_id
),
acts as (
    select
        customer_id,
        max(case when is_activity then occurred_at end) as last_active_at,
        min(case when signal = 'registered' then occurred_at end) as first_registered_at
    from signals
    group by customer_id
),
stages as (
    select h.customer_id, h.stage, h.entered_at,
        row_number() over (partition by h.customer_id order by h.model_version desc) as recency
    from stage_history as h
    join settings as s on s.default_model = h.model
    where h.is_current
)
select
    e.customer_id,
    e.first_seen_at,
    i.identified_at,
    i.email,
    i.user_id,
    p.account_id,
    p.first_channel,
    p.first_campaign,
    p.country,
    p.timezone,
    a.first_registered_at,
    b.first_purchased_at,
    a.last_active_at,
    e.last_event_at,
    e.count_events,
    coalesce(b.purchase_days, 0) as purchase_days,
    coalesce(b.revenue_minor, 0) as revenue_minor,
    coalesce(b.is_net_customer, false) as is_net_customer,
    coalesce(i.has_contact, false) and coalesce(p.consent, 'granted') = 'granted' as is_contactable,
    s.stage,
    s.entered_at as stage_entered_at,
    cast(at_timezone(with_timezone(e.first_seen_at, 'UTC'), z.time_zone) as date) as first_seen_on,
    cast(at_timezone(with_timezone(a.first_registered_at, 'UTC'), z.time_zone) as date) as first_registered_on,
    cast(at_timezone(with_timezone(b.first_purchased_at, 'UTC'), z.time_zone) as date) as first_purchased_on
from events_seen as e
cross join settings as z
left join profiles as p on p.customer_id = e.customer_id
left join identified as i on i.customer_id = e.customer_id
left join bought as b on b.customer_id = e.customer_id
left join acts as a on a.customer_id = e.customer_id
left join stages as s on s.customer_id = e.customer_id and s.recency = 1
