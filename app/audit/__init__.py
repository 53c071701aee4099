"""Audit events: who did what to what, in the transaction that did it."""
