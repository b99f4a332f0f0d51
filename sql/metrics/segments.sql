select distinct segment_by, segment
from int_customer_segments
union
select 'all' as segment_by, 'all' as segment
