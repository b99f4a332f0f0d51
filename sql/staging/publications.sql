select
    change_id,
    min(cast(from_iso8601_timestamp(published_at) at time zone 'UTC' as timestamp(6))) as published_at
from raw_publications
group by change_id
