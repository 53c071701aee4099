"""Residency (入驻) of the incubation base."""
