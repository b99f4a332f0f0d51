select
    c.customer_id,
    t.segment_by,
    case t.segment_by
        when 'all' then 'all'
        when 'first_channel' then coalesce(c.first_channel, '(none)')
        when 'country' then coalesce(c.country, '(none)')
    end as segment
from customers as c
cross join (values ('all'), ('first_channel'), ('country')) as t (segment_by)
