"""Reviews (阶段评估): how far an organization is, scored by a person."""
