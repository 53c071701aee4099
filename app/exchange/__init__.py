"""Ledgers in and out: find tables, map, plan, apply; one adapter per kind of ledger; exports."""
