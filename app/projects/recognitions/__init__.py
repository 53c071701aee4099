"""Brands and honors: what projects, organizations and people were awarded."""
