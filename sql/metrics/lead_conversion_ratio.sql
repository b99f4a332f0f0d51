-- the local day is found before the join with the calendar: an engine may otherwise pair every lead with every day
with leads as (
    select
        s.customer_id,
        min(s.occurred_at) as entered_at,
        min(cast(at_timezone(with_timezone(s.occurred_at, 'UTC'), z.time_zone) as date)) as entered_on
    from signals as s
    cross join settings as z
    where s.signal in ('registered', 'qualified')
    group by s.customer_id
),
conversions as (
    select l.customer_id, min(p.occurred_at) as converted_at
    from leads as l
    join purchases as p on p.customer_id = l.customer_id
    cross join settings as z
    where not p.is_cancelled
        and p.occurred_at >= l.entered_at
        and p.occurred_at <= date_add('day', z.lead_conversion_days, l.entered_at)
    group by l.customer_id
),
placed as (
    select
        k.grain, k.period_start, g.segment_by, g.segment,
        count(*) as leads,
        count(c.converted_at) as converted
    from leads as l
    join calendar as k on k.calendar_on = l.entered_on
    join int_customer_segments as g on g.customer_id = l.customer_id
    left join conversions as c on c.customer_id = l.customer_id
    group by k.grain, k.period_start, g.segment_by, g.segment
),
-- left-truncated: where the data's first conversion lies after the window of a period, its leads could not be seen to convert
bounds as (
    select
        cast(at_timezone(with_timezone(min(r.as_of), 'UTC'), min(z.time_zone)) as timestamp(6)) as as_of_local,
        cast(at_timezone(with_timezone(min(c.converted_at), 'UTC'), min(z.time_zone)) as timestamp(6)) as first_conversion_local,
        min(z.lead_conversion_days) as window_days
    from run as r
    cross join settings as z
    left join conversions as c on true
)
select
    p.grain,
    p.period_start,
    s.segment_by,
    s.segment,
    cast(coalesce(d.converted, 0) as double) as numerator,
    cast(coalesce(d.leads, 0) as double) as denominator,
    date_add('day', b.window_days, cast(p.period_end as timestamp(6))) <= b.as_of_local
        and (
            b.first_conversion_local is null
            or b.first_conversion_local <= date_add('day', b.window_days, cast(p.period_start as timestamp(6)))
        ) as is_mature
from periods as p
cross join segments as s
cross join bounds as b
left join placed as d
    on d.grain = p.grain and d.period_start = p.period_start and d.segment_by = s.segment_by and d.segment = s.segment
