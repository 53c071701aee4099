"""Word documents in office form; knows no domain."""
