select distinct identifier as node, identifier as label
from int_sale_edges
