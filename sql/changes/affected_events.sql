select event_id from raw_web
union
select event_id from raw_sales
union
select event_id from raw_support
union
select event_id from raw_marketing
union
-- told of the future before: their time has come
select b.event_id
from event_bodies as b
cross join run as r
where b.body_rank = 1 and b.occurred_at > r.previous_as_of and b.occurred_at <= r.as_of
