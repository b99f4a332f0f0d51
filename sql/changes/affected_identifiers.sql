select distinct coalesce(member.identifier, r.identifier) as identifier
from reached_identifiers as r
left join customer_ids as own on own.identifier = r.identifier
left join customer_ids as member on member.customer_id = own.customer_id
