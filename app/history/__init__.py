"""Change points: what something was from which day on, as known when."""
