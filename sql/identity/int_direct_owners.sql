with ranked as (
    select
        e.event_id,
        c.customer_id,
        row_number() over (
            partition by e.event_id
            order by c.is_hub, e.strength, case when e.identifier_role = 'own' then 1 else 2 end, e.id_value
        ) as preference
    from stg_event_identifiers as e
    join customer_ids as c on c.identifier = e.identifier
    where e.identifier_role <> 'referee'
)
select event_id, customer_id
from ranked
where preference = 1
