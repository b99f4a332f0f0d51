select distinct customer_id, node, node as label
from int_sale_edges
