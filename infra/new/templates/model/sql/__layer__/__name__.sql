-- as it stands: when each department was first heard of
with events as (
    select source, occurred_at from events
),
first_events as (
    select source, min(occurred_at) as first_occurred_at from events group by source
)
select source, first_occurred_at
from first_events
