"""The adapter of sign-in lists: who was at which session."""
