select l.identifier, l.neighbour
from int_identifier_links as l
left join identity_conflicts as a on a.identifier = l.identifier
left join identity_conflicts as b on b.identifier = l.neighbour
where a.identifier is null and b.identifier is null
