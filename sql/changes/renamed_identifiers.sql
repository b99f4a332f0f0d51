with present as (
    select c.identifier, c.customer_id, c.is_hub
    from affected_identifiers as a
    join customer_ids as c on c.identifier = a.identifier
)
select
    coalesce(p.identifier, b.identifier) as identifier,
    b.customer_id as old_customer_id,
    p.customer_id
from present as p
full join customer_ids_before as b on b.identifier = p.identifier
where p.identifier is null
    or b.identifier is null
    or p.customer_id <> b.customer_id
    or p.is_hub <> b.is_hub
