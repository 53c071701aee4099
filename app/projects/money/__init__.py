"""The money of projects: budget, instalments, what was paid out and what was spent."""
