with judged as (
    select
        t.identifier,
        coalesce(c.is_hub, false) <> (h.identifier is not null) as is_turned
    from touched_identifiers as t
    left join customer_ids as c on c.identifier = t.identifier
    left join identity_conflicts as h on h.identifier = t.identifier
)
-- one that stops being a hub ties all its neighbours together
select distinct case t.side when 'own' then j.identifier else l.neighbour end as identifier
from judged as j
left join int_identifier_links as l on l.identifier = case when j.is_turned then j.identifier end
cross join (values ('own'), ('neighbour')) as t (side)
where t.side = 'own' or l.neighbour is not null
