with purchase_events as (
    select
        event_id, customer_id, provider, event_name, occurred_at, order_id, amount_minor, currency,
        coalesce(
            customer_id || '|order|' || order_id,
            customer_id || '|deal|' || deal_id,
            customer_id || '|invoice|' || invoice_id,
            customer_id || '|event|' || event_id
        ) as first_node
    from int_customer_events
    where signal = 'purchased'
),
cancellations as (
    select provider, order_id, max(occurred_at) as cancelled_at
    from stg_event_facts
    where event_name = 'order_cancelled' and order_id is not null
    group by provider, order_id
)
select
    p.event_id,
    p.customer_id,
    coalesce(l.label, p.first_node) as sale_id,
    p.event_name,
    p.provider,
    p.order_id,
    p.occurred_at,
    p.amount_minor,
    p.currency,
    coalesce(p.event_name = 'order_completed' and c.cancelled_at >= p.occurred_at, false) as is_cancelled
from purchase_events as p
left join int_sale_labels as l on l.node = p.first_node
left join cancellations as c on c.provider = p.provider and c.order_id = p.order_id
