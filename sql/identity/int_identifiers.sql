with seen as (
    select
        identifier, id_type, id_value, strength,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at
    from stg_event_identifiers
    where identifier_role <> 'referee'
    group by identifier, id_type, id_value, strength
)
select
    s.identifier,
    s.id_type,
    s.id_value,
    s.strength,
    s.first_seen_at,
    s.last_seen_at,
    h.identifier is not null as is_hub,
    coalesce(l.label, s.identifier) as component
from seen as s
left join identity_conflicts as h on h.identifier = s.identifier
left join int_identity_labels as l on l.identifier = s.identifier
