"""The adapter of the project ledger: which projects there are, how far, with what money."""
