with bounds as (
    select
        cast(at_timezone(with_timezone(min(e.occurred_at), 'UTC'), min(s.time_zone)) as date) as first_on,
        cast(at_timezone(with_timezone(min(r.as_of), 'UTC'), min(s.time_zone)) as timestamp(6)) as as_of_local,
        min(s.week_starts_on) as week_starts_on
    from stg_event_facts as e
    cross join run as r
    cross join settings as s
),
spans as (
    select
        greatest(first_on, date_add('year', -50, cast(as_of_local as date))) as first_on,
        as_of_local,
        week_starts_on
    from bounds
),
day_numbers as (
    select cast(a.n * 1000 + b.n as integer) as day_number
    from unnest(sequence(0, 999)) as a (n)
    cross join unnest(sequence(0, 999)) as b (n)
),
days as (
    select date_add('day', n.day_number, b.first_on) as calendar_on, b.as_of_local, b.week_starts_on
    from day_numbers as n
    cross join spans as b
    where n.day_number <= date_diff('day', b.first_on, cast(b.as_of_local as date))
),
starts as (
    select
        d.calendar_on, d.as_of_local, g.grain,
        case g.grain
            when 'day' then d.calendar_on
            when 'week' then date_add('day', d.week_starts_on - 1, date_trunc('week', date_add('day', 1 - d.week_starts_on, d.calendar_on)))
            when 'month' then date_trunc('month', d.calendar_on)
            when 'quarter' then date_trunc('quarter', d.calendar_on)
            when 'year' then date_trunc('year', d.calendar_on)
        end as period_start
    from days as d
    cross join (values ('day'), ('week'), ('month'), ('quarter'), ('year')) as g (grain)
),
ends as (
    select
        starts.*,
        case grain
            when 'day' then date_add('day', 1, period_start)
            when 'week' then date_add('day', 7, period_start)
            when 'month' then date_add('month', 1, period_start)
            when 'quarter' then date_add('month', 3, period_start)
            when 'year' then date_add('year', 1, period_start)
        end as period_end
    from starts
)
select
    calendar_on,
    grain,
    period_start,
    period_end,
    cast(period_end as timestamp(6)) <= as_of_local as is_complete
from ends
where cast(period_start as timestamp(6)) < as_of_local
