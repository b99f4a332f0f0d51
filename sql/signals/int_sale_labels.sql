-- One round of FastSV, as in int_identity_labels: transitive over orders, deals and invoices.
with grandparents as (
    select a.customer_id, a.node, b.label as grandparent
    from int_sale_labels as a
    join int_sale_labels as b on b.node = a.label
),
offers as (
    select u.customer_id, u.node, u.label, v.grandparent
    from int_sale_edges as e
    join int_sale_labels as u on u.node = e.node
    join grandparents as v on v.node = e.neighbour
),
candidates as (
    select o.customer_id, case t.target when 'root' then o.label else o.node end as node, o.grandparent as label
    from offers as o
    cross join (values ('root'), ('self')) as t (target)
    union all
    select customer_id, node, grandparent as label from grandparents
)
select customer_id, node, min(label) as label
from candidates
group by customer_id, node
