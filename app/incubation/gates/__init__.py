"""Gates: what is still missing for the next stage, kept per organization."""
