with purchase_settings as (
    select has_order_purchases, has_invoice_purchases, has_deal_purchases from settings
)
select
    f.event_id,
    o.customer_id,
    f.source,
    f.provider,
    f.event_name,
    f.occurred_at,
    case
        when f.event_name = 'order_completed' and not s.has_order_purchases then 'active'
        when f.event_name = 'invoice_paid' and f.signal = 'purchased' and not s.has_invoice_purchases then 'active'
        when f.event_name = 'deal_won' and f.signal = 'purchased' and not s.has_deal_purchases then 'active'
        else f.signal
    end as signal,
    f.how,
    f.account_id,
    f.order_id,
    f.deal_id,
    f.subscription_id,
    f.invoice_id,
    f.amount_minor,
    f.currency,
    f.is_consent,
    f.channel,
    f.campaign_name,
    f.country,
    f.timezone
from stg_event_facts as f
join int_event_owners as o on o.event_id = f.event_id
cross join purchase_settings as s
