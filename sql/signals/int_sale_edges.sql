with purchase_events as (
    select
        customer_id, event_id,
        customer_id || '|order|' || order_id as order_node,
        customer_id || '|deal|' || deal_id as deal_node,
        customer_id || '|invoice|' || invoice_id as invoice_node
    from int_customer_events
    where signal = 'purchased'
),
linked as (
    select
        p.customer_id,
        case t.link when 'deal-invoice' then p.deal_node else p.order_node end as a,
        case t.link when 'order-deal' then p.deal_node else p.invoice_node end as b
    from purchase_events as p
    cross join (values ('order-deal'), ('order-invoice'), ('deal-invoice')) as t (link)
)
select distinct
    l.customer_id,
    case t.direction when 'forth' then l.a else l.b end as node,
    case t.direction when 'forth' then l.b else l.a end as neighbour
from linked as l
cross join (values ('forth'), ('back')) as t (direction)
where l.a is not null and l.b is not null
