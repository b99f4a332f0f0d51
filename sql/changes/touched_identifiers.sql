with named as (
    select identifier from touched_identifiers_before
    union
    select i.identifier
    from affected_events as e
    join stg_event_identifiers as i on i.event_id = e.event_id
    union
    select identifier_a as identifier from raw_link_decisions
    union
    select identifier_b as identifier from raw_link_decisions
),
partners as (
    select identifier_a as identifier, identifier_b as partner from stg_link_decisions
    union all
    select identifier_b as identifier, identifier_a as partner from stg_link_decisions
)
-- a decision begins to hold when its second identifier is seen
select distinct case t.side when 'own' then n.identifier else p.partner end as identifier
from named as n
left join partners as p on p.identifier = n.identifier
cross join (values ('own'), ('partner')) as t (side)
where t.side = 'own' or p.partner is not null
