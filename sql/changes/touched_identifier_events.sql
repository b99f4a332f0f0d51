with touched as (
    select identifier from touched_identifiers
),
partners as (
    select d.identifier_b as identifier from touched as t join stg_link_decisions as d on d.identifier_a = t.identifier
    union
    select d.identifier_a as identifier from touched as t join stg_link_decisions as d on d.identifier_b = t.identifier
),
-- a decision holds only between two that were seen: the partner's events tell
needed as (
    select identifier from touched
    union
    select identifier from partners
)
select distinct i.event_id
from needed as n
join stg_event_identifiers as i on i.identifier = n.identifier
