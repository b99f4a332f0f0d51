with starts as (
    select
        c.customer_id, t.cohort_by,
        case t.cohort_by
            when 'first_seen' then c.first_seen_on
            when 'registered' then c.first_registered_on
            when 'purchased' then c.first_purchased_on
        end as started_on
    from customers as c
    cross join (values ('first_seen'), ('registered'), ('purchased')) as t (cohort_by)
)
select s.cohort_by, k.grain, k.period_start as cohort_start, s.customer_id
from starts as s
join calendar as k on k.calendar_on = s.started_on
where k.grain in ('week', 'month')
