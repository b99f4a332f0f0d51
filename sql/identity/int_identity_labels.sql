-- One round of FastSV (Zhang, Azad, Hu 2020): hook a node's root and the node itself onto the smallest grandparent among the
-- neighbours, then shortcut. Labels only fall, so the repetition ends: in O(log n) rounds.
with grandparents as (
    select a.identifier, b.label as grandparent
    from int_identity_labels as a
    join int_identity_labels as b on b.identifier = a.label
),
offers as (
    select u.identifier, u.label, v.grandparent
    from int_identity_edges as e
    join int_identity_labels as u on u.identifier = e.identifier
    join grandparents as v on v.identifier = e.neighbour
),
candidates as (
    select case t.target when 'root' then o.label else o.identifier end as identifier, o.grandparent as label
    from offers as o
    cross join (values ('root'), ('self')) as t (target)
    union all
    select identifier, grandparent as label from grandparents
)
select identifier, min(label) as label
from candidates
group by identifier
