"""Accounts and their sign-ins; who is looking."""
