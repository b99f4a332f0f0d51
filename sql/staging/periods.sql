select distinct grain, period_start, period_end, is_complete
from calendar
