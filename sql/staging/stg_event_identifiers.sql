with counted as (
    select e.event_id, e.provider, e.occurred_at, e.event_name, e.properties,
        e.user_id, e.crm_id, e.billing_id, e.support_id, e.email, e.phone, e.anonymous_id
    from events as e
    cross join run as r
    where e.occurred_at <= r.as_of
        and coalesce(json_extract_scalar(e.context, '$.is_bot'), 'false') <> 'true'
        and coalesce(json_extract_scalar(e.context, '$.is_internal'), 'false') <> 'true'
),
given as (
    select
        c.event_id, c.provider, c.occurred_at, t.id_type, t.strength, t.identifier_role,
        case
            when t.identifier_role = 'own' and t.id_type = 'user_id' then c.user_id
            when t.identifier_role = 'own' and t.id_type = 'crm_id' then c.crm_id
            when t.identifier_role = 'own' and t.id_type = 'billing_id' then c.billing_id
            when t.identifier_role = 'own' and t.id_type = 'support_id' then c.support_id
            when t.identifier_role = 'own' and t.id_type = 'email' then c.email
            when t.identifier_role = 'own' and t.id_type = 'phone' then c.phone
            when t.identifier_role = 'own' and t.id_type = 'anonymous_id' then c.anonymous_id
            when t.identifier_role = 'alias' and t.id_type = 'crm_id' and c.event_name = 'contact_merged'
                then json_extract_scalar(c.properties, '$.merged_crm_id')
            when t.identifier_role = 'alias' and t.id_type = 'support_id' and c.event_name = 'contact_merged'
                then json_extract_scalar(c.properties, '$.merged_support_id')
            when t.identifier_role = 'alias' and t.id_type = 'user_id' and c.event_name = 'identified'
                then json_extract_scalar(c.properties, '$.previous_id')
            when t.identifier_role = 'referee' and t.id_type = 'user_id' and c.event_name = 'referral_converted'
                then json_extract_scalar(c.properties, '$.referee_user_id')
            when t.identifier_role = 'referee' and t.id_type = 'email' and c.event_name = 'referral_converted'
                then json_extract_scalar(c.properties, '$.referee_email')
        end as raw_value
    from counted as c
    cross join (
        values
            ('user_id', 1, 'own'), ('crm_id', 2, 'own'), ('billing_id', 3, 'own'), ('support_id', 4, 'own'),
            ('email', 5, 'own'), ('phone', 6, 'own'), ('anonymous_id', 7, 'own'),
            ('crm_id', 2, 'alias'), ('support_id', 4, 'alias'), ('user_id', 1, 'alias'), ('user_id', 1, 'referee'), ('email', 5, 'referee')
    ) as t (id_type, strength, identifier_role)
),
trimmed as (
    select
        event_id, provider, occurred_at, id_type, strength, identifier_role,
        regexp_replace(raw_value, '^[ \t\n\r\f]+|[ \t\n\r\f]+$', '') as trimmed_value
    from given
    where raw_value is not null
),
-- a vendor's own identifier may be scoped already (`hubspot:123`); the blocked list looks behind the colon
bare as (
    select
        trimmed.*,
        case
            when id_type in ('crm_id', 'billing_id', 'support_id') then regexp_replace(trimmed_value, '^[a-z0-9_]+:', '')
            else trimmed_value
        end as bare_value
    from trimmed
),
normalised as (
    select
        bare.*,
        case
            when id_type = 'email' then lower(bare_value)
            when id_type = 'phone' and regexp_like(bare_value, '^\+') then '+' || regexp_replace(bare_value, '[^0-9]', '')
            when id_type = 'phone' and regexp_like(bare_value, '^00') then '+' || substr(regexp_replace(bare_value, '[^0-9]', ''), 3)
            when id_type = 'phone' then regexp_replace(bare_value, '[^0-9]', '')
            when id_type in ('crm_id', 'billing_id', 'support_id') and bare_value = trimmed_value then provider || ':' || bare_value
            else trimmed_value
        end as id_value
    from bare
),
usable as (
    select event_id, occurred_at, id_type, strength, identifier_role, id_value
    from normalised
    where not regexp_like(lower(bare_value), '^(null|nil|none|undefined|nan|anonymous|anon|guest|unknown|n/a|na|-1|test|\[object object\]|[0-]*)$')
        and not regexp_like(lower(id_value), '^(null|nil|none|undefined|nan|anonymous|anon|guest|unknown|n/a|na|-1|test|\[object object\]|[0-]*)$')
        and id_value <> '+'
        and not regexp_like(lower(bare_value), '^(test@|noreply@|no-reply@)')
),
counted_once as (
    select event_id, id_type || ':' || id_value as identifier, identifier_role, id_type, id_value, strength, occurred_at
    from usable
    group by event_id, identifier_role, id_type, id_value, strength, occurred_at
),
-- an alias ties two values of one type: it needs the other
paired as (
    select
        counted_once.*,
        max(case when identifier_role = 'own' then 1 else 0 end) over (partition by event_id, id_type) as has_own
    from counted_once
)
select
    event_id,
    identifier,
    identifier_role,
    id_type,
    id_value,
    cast(strength as integer) as strength,
    occurred_at
from paired
where identifier_role <> 'alias' or has_own = 1
