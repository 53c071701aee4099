"""The adapter of the support log: what was done for which organizations."""
