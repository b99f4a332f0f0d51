select distinct identifier as node, identifier as label
from int_identity_edges
