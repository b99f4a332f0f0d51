select
    s.customer_id,
    c.criterion,
    c.count_days,
    c.within_days,
    s.occurred_at,
    min(s.event_id) as event_id
from signals as s
join stage_criteria as c on c.signal = s.signal and (c.how = '*' or c.how = s.how)
where c.count_days > 1
group by s.customer_id, c.criterion, c.count_days, c.within_days, s.occurred_at
