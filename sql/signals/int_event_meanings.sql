with first_purchases as (
    select customer_id, min(occurred_at) as first_purchased_at
    from purchases
    where not is_cancelled
    group by customer_id
),
counted_sales as (
    select event_id, amount_minor from purchases where not is_cancelled
),
referees as (
    select r.event_id, c.customer_id,
        row_number() over (partition by r.event_id order by r.strength, r.id_value) as preference
    from stg_event_identifiers as r
    left join customer_ids as c on c.identifier = r.identifier
    where r.identifier_role = 'referee'
)
select
    e.event_id,
    e.customer_id,
    e.occurred_at,
    case
        when e.signal = 'purchased' and s.event_id is null then 'active'
        when e.signal = 'satisfied' and (f.first_purchased_at is null or e.occurred_at < f.first_purchased_at) then 'active'
        else e.signal
    end as signal,
    e.how,
    e.event_name <> 'referral_converted' as is_activity,
    s.amount_minor
from int_customer_events as e
left join counted_sales as s on s.event_id = e.event_id
left join first_purchases as f on f.customer_id = case when e.signal = 'satisfied' then e.customer_id end
left join referees as r on r.event_id = e.event_id and r.preference = 1
where e.signal is not null
    and e.signal <> 'cancelled'
    and (e.event_name <> 'referral_converted' or (r.event_id is not null and (r.customer_id is null or r.customer_id <> e.customer_id)))
