select own_customer_id as old_customer_id, customer_id
from customer_ids
where own_customer_id <> customer_id
