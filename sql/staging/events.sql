select
    event_id,
    source,
    provider,
    event_name,
    schema_version,
    occurred_at,
    received_at,
    user_id,
    anonymous_id,
    email,
    phone,
    account_id,
    crm_id,
    billing_id,
    support_id,
    properties,
    context,
    consent,
    body_sha256
from event_bodies
where body_rank = 1
