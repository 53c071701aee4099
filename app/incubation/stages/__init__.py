"""Moving between stages, and the dictionary of stages."""
