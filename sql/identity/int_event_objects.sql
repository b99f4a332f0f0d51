with facts as (
    select event_id, provider, occurred_at, order_id, deal_id, subscription_id, invoice_id, ticket_id, conversation_id
    from stg_event_facts
),
named as (
    select
        f.event_id, f.provider, f.occurred_at, t.object_type, t.preference,
        case t.object_type
            when 'order' then f.order_id
            when 'deal' then f.deal_id
            when 'subscription' then f.subscription_id
            when 'invoice' then f.invoice_id
            when 'ticket' then f.ticket_id
            when 'conversation' then f.conversation_id
        end as object_id
    from facts as f
    cross join (
        values ('order', 1), ('deal', 2), ('subscription', 3), ('invoice', 4), ('ticket', 5), ('conversation', 6)
    ) as t (object_type, preference)
)
select event_id, provider, object_type, object_id, cast(preference as integer) as preference, occurred_at
from named
where object_id is not null
