"""What pages without an account have in common: signed links, phones told apart, limits."""
