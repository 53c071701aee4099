"""Incubation: from 萌芽期 to 成熟期 with criteria, evidence, plans and services."""
