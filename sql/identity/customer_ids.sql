with named as (
    select
        id_type, id_value, identifier, is_hub, first_seen_at, last_seen_at,
        first_value(identifier) over (partition by component order by first_seen_at, strength, id_value) as first_identifier
    from int_identifiers
)
select
    id_type,
    id_value,
    'c_' || substr(lower(to_hex(sha256(to_utf8(first_identifier)))), 1, 16) as customer_id,
    first_seen_at,
    last_seen_at,
    is_hub,
    identifier,
    'c_' || substr(lower(to_hex(sha256(to_utf8(identifier)))), 1, 16) as own_customer_id
from named
