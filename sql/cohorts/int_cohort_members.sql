with starts as (
    select
        c.customer_id, t.cohort_by,
        cast(at_timezone(with_timezone(
            case t.cohort_by
                when 'first_seen' then c.first_seen_at
                when 'registered' then c.first_registered_at
                when 'purchased' then c.first_purchased_at
            end, 'UTC'
        ), z.time_zone) as date) as started_on
    from customers as c
    cross join settings as z
    cross join (values ('first_seen'), ('registered'), ('purchased')) as t (cohort_by)
)
select s.cohort_by, k.grain, k.period_start as cohort_start, s.customer_id
from starts as s
join calendar as k on k.calendar_on = s.started_on
where k.grain in ('week', 'month')
