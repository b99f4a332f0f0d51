with active as (
    select
        t.activity_of, p.grain, p.period_start,
        case t.activity_of when 'any' then p.previous_active_start else p.previous_order_start end as previous_start,
        case t.activity_of when 'any' then p.next_active_start else p.next_order_start end as next_start
    from int_customer_periods as p
    cross join (values ('any'), ('purchase')) as t (activity_of)
    where (t.activity_of = 'any' and p.activities > 0) or (t.activity_of = 'purchase' and p.orders > 0)
),
-- the place of a period in the calendar, so that "the period before" is a number
places as (
    select grain, period_start, is_complete, row_number() over (partition by grain order by period_start) as place
    from periods
),
placed as (
    select a.activity_of, a.grain, p.place, b.place as previous_place, n.place as next_place
    from active as a
    join places as p on p.grain = a.grain and p.period_start = a.period_start
    left join places as b on b.grain = a.grain and b.period_start = a.previous_start
    left join places as n on n.grain = a.grain and n.period_start = a.next_start
),
counted as (
    select
        activity_of, grain, place,
        count(*) as active_customers,
        count(case when previous_place is null then 1 end) as new_customers,
        count(case when previous_place = place - 1 then 1 end) as returning_customers,
        count(case when previous_place < place - 1 then 1 end) as resurrecting_customers,
        count(case when next_place is null or next_place > place + 1 then 1 end) as leaving_customers
    from placed
    group by activity_of, grain, place
),
firsts as (
    select activity_of, grain, min(place) as first_place from counted group by activity_of, grain
)
select
    f.activity_of,
    f.grain,
    p.period_start,
    cast(coalesce(c.active_customers, 0) as bigint) as active_customers,
    cast(coalesce(c.new_customers, 0) as bigint) as new_customers,
    cast(coalesce(c.returning_customers, 0) as bigint) as returning_customers,
    cast(coalesce(c.resurrecting_customers, 0) as bigint) as resurrecting_customers,
    cast(coalesce(before.leaving_customers, 0) as bigint) as dormant_customers,
    p.is_complete
from firsts as f
join places as p on p.grain = f.grain and p.place >= f.first_place
left join counted as c on c.activity_of = f.activity_of and c.grain = f.grain and c.place = p.place
left join counted as before on before.activity_of = f.activity_of and before.grain = f.grain and before.place = p.place - 1
