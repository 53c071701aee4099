"""The demo hub: invented organizations and people, the same for every load but for the day."""
