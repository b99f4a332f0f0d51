with starts as (
    select
        c.customer_id, t.cohort_by, s.week_starts_on,
        case t.cohort_by
            when 'first_seen' then c.first_seen_on
            when 'registered' then c.first_registered_on
            when 'purchased' then c.first_purchased_on
        end as started_on
    from customers as c
    cross join settings as s
    cross join (values ('first_seen'), ('registered'), ('purchased')) as t (cohort_by)
)
select
    s.cohort_by,
    g.grain,
    case g.grain
        when 'week' then date_add('day', s.week_starts_on - 1, date_trunc('week', date_add('day', 1 - s.week_starts_on, s.started_on)))
        when 'month' then date_trunc('month', s.started_on)
    end as cohort_start,
    s.customer_id
from starts as s
cross join (values ('week'), ('month')) as g (grain)
where s.started_on is not null
