"""Residency (入驻): rooms of the incubation base, who stays in them, and since when."""
