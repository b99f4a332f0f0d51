select customer_id from owners_before
union
select o.customer_id
from owner_events as e
join int_event_owners as o on o.event_id = e.event_id
union
select old_customer_id from renamed_identifiers where old_customer_id is not null
union
select customer_id from renamed_identifiers where customer_id is not null
union
-- a quiet deadline passed: only the last act of a customer can still fall quiet
select g.customer_id
from activity_gaps as g
cross join (select distinct after_days from quiet_rules) as q
cross join run as r
where g.next_active_at is null
    and date_add('day', q.after_days, g.active_at) > r.previous_as_of
    and date_add('day', q.after_days, g.active_at) <= r.as_of
