with facts as (
    select f.source, f.event_id, f.event_name, f.occurred_at, o.customer_id
    from stg_event_facts as f
    left join int_event_owners as o on o.event_id = f.event_id
),
received as (
    select
        source,
        max(received_at) as latest_received_at,
        cast(count(*) as bigint) as count_events
    from events
    group by source
),
counted as (
    select
        source,
        max(occurred_at) as latest_occurred_at,
        cast(count(*) as bigint) as count_counted,
        cast(count(case when customer_id is null then 1 end) as bigint) as count_without_customer,
        cast(count(case when event_name = 'custom_tracked' then 1 end) as bigint) as count_custom_tracked
    from facts
    group by source
)
select
    r.source,
    c.latest_occurred_at,
    r.latest_received_at,
    r.count_events,
    coalesce(c.count_counted, 0) as count_counted,
    coalesce(c.count_without_customer, 0) as count_without_customer,
    coalesce(c.count_custom_tracked, 0) as count_custom_tracked
from received as r
left join counted as c on c.source = r.source
