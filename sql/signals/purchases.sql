with reporting as (
    select reporting_currency from settings
),
refunds as (
    select provider, order_id, cast(sum(amount_minor) as bigint) as refunded_minor
    from stg_event_facts
    where event_name = 'order_refunded' and order_id is not null
    group by provider, order_id
),
told as (
    select
        p.*,
        r.refunded_minor,
        row_number() over (partition by p.sale_id order by p.occurred_at, p.event_id) as telling,
        row_number() over (
            partition by p.sale_id
            order by case when p.amount_minor is null then 2 else 1 end, p.occurred_at, p.event_id
        ) as amount_telling,
        row_number() over (partition by p.sale_id, p.provider, p.order_id order by p.occurred_at, p.event_id) as order_telling
    from int_purchase_events as p
    left join refunds as r on r.provider = p.provider and r.order_id = case when p.event_name = 'order_completed' then p.order_id end
)
select
    sale_id,
    min(customer_id) as customer_id,
    min(case when telling = 1 then event_id end) as event_id,
    min(occurred_at) as occurred_at,
    min(case when amount_telling = 1 then amount_minor end) as amount_minor,
    min(case when amount_telling = 1 and amount_minor is not null then currency end) as currency,
    min(case when amount_telling = 1 and coalesce(currency, reporting_currency) = reporting_currency then amount_minor end)
        as reporting_amount_minor,
    cast(coalesce(sum(case when order_telling = 1 then refunded_minor end), 0) as bigint) as refunded_minor,
    cast(count(*) as bigint) as tellings,
    bool_or(is_cancelled) as is_cancelled,
    coalesce(
        sum(case when order_telling = 1 then refunded_minor end) >= min(case when amount_telling = 1 then amount_minor end),
        false
    ) as is_refunded
from told
cross join reporting
group by sale_id
