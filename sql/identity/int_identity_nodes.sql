select distinct identifier, identifier as label
from int_identity_edges
