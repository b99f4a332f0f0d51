with identifiers as (
    select event_id, identifier, id_type, identifier_role
    from stg_event_identifiers
    where identifier_role <> 'referee'
),
seen_together as (
    select distinct a.identifier, a.id_type, b.identifier as neighbour, b.id_type as neighbour_type
    from identifiers as a
    join identifiers as b on b.event_id = a.event_id
    where b.identifier <> a.identifier
        and ((a.identifier_role = 'own' and b.identifier_role = 'own') or a.id_type = b.id_type)
),
latest_decisions as (
    select
        identifier_a, identifier_b, action,
        row_number() over (partition by identifier_a, identifier_b order by decided_at desc, decision_id desc) as recency
    from stg_link_decisions
),
decisions as (
    select identifier_a as identifier, identifier_b as neighbour, action from latest_decisions where recency = 1
    union all
    select identifier_b as identifier, identifier_a as neighbour, action from latest_decisions where recency = 1
),
seen as (
    select distinct identifier from identifiers
),
linked_by_hand as (
    select d.identifier, d.neighbour
    from decisions as d
    join seen as a on a.identifier = d.identifier
    join seen as b on b.identifier = d.neighbour
    where d.action = 'link'
),
all_links as (
    select identifier, id_type, neighbour, neighbour_type from seen_together
    union
    select
        identifier, split_part(identifier, ':', 1) as id_type, neighbour, split_part(neighbour, ':', 1) as neighbour_type
    from linked_by_hand
)
select l.identifier, l.id_type, l.neighbour, l.neighbour_type
from all_links as l
left join decisions as d on d.identifier = l.identifier and d.neighbour = l.neighbour and d.action = 'unlink'
where d.identifier is null
