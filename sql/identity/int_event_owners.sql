with direct as (
    select event_id, customer_id from int_direct_owners
),
object_events as (
    select o.event_id, o.provider, o.object_type, o.object_id, o.preference, o.occurred_at, d.customer_id
    from int_event_objects as o
    left join direct as d on d.event_id = o.event_id
),
-- the customer of the object's earliest event that has one, beside each of the object's events
with_object_owner as (
    select
        event_id, preference, customer_id,
        first_value(customer_id) over (
            partition by provider, object_type, object_id
            order by case when customer_id is null then 2 else 1 end, occurred_at, event_id
        ) as object_customer_id
    from object_events
),
by_object as (
    select
        event_id, object_customer_id,
        row_number() over (partition by event_id order by preference) as choice
    from with_object_owner
    where customer_id is null and object_customer_id is not null
)
select event_id, customer_id, false as is_by_object
from direct
union all
select event_id, object_customer_id as customer_id, true as is_by_object
from by_object
where choice = 1
