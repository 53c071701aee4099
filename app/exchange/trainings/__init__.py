"""The adapter of the training ledger: which sessions were held, about what, for how many."""
