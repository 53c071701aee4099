"""Capability trainings: sessions, sign-ups, sign-ins, feedback, certificates."""
