select decision_id, decided_at, action, identifier_a, identifier_b
from raw_link_decisions
