with neighbours as (
    select
        identifier,
        id_type,
        cast(count(case when neighbour_type = 'user_id' then 1 end) as bigint) as linked_user_ids,
        cast(count(case when neighbour_type = 'email' then 1 end) as bigint) as linked_emails
    from int_identifier_links
    where id_type <> 'user_id'
    group by identifier, id_type
),
judged as (
    select n.*, s.hub_user_ids, s.hub_emails, n.linked_user_ids > s.hub_user_ids as has_many_user_ids
    from neighbours as n
    cross join settings as s
    where n.linked_user_ids > s.hub_user_ids or n.linked_emails > s.hub_emails
)
select
    id_type,
    substr(identifier, length(id_type) + 2) as id_value,
    case when has_many_user_ids then 'user_id' else 'email' end as linked_to,
    case when has_many_user_ids then linked_user_ids else linked_emails end as linked,
    case when has_many_user_ids then hub_user_ids else hub_emails end as limit_applied,
    identifier
from judged
