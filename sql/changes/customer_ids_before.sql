select c.identifier, c.customer_id, c.is_hub
from affected_identifiers as a
join customer_ids as c on c.identifier = a.identifier
