with single as (
    select s.customer_id, c.criterion, s.occurred_at as met_at, min(s.event_id) as event_id
    from signals as s
    join stage_criteria as c on c.signal = s.signal and (c.how = '*' or c.how = s.how)
    where c.count_days = 1
    group by s.customer_id, c.criterion, s.occurred_at
),
days as (
    select customer_id, criterion, count_days, cast(occurred_at as date) as signal_on, max(occurred_at) as last_at
    from int_repeat_instants
    group by customer_id, criterion, count_days, cast(occurred_at as date)
),
-- the last instant of the day that makes this day the count_days-th: it must not be older than the window
reaches as (
    select
        customer_id, criterion, signal_on,
        lag(last_at, count_days - 1) over (partition by customer_id, criterion order by signal_on) as reach_at
    from days
),
repeated as (
    select i.customer_id, i.criterion, i.occurred_at as met_at, i.event_id
    from int_repeat_instants as i
    join reaches as r
        on r.customer_id = i.customer_id and r.criterion = i.criterion and r.signal_on = cast(i.occurred_at as date)
    where r.reach_at is not null
        and (i.within_days is null or r.reach_at >= date_add('day', -i.within_days, i.occurred_at))
)
select customer_id, criterion, met_at, event_id from single
union all
select customer_id, criterion, met_at, event_id from repeated
