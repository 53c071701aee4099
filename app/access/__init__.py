"""Roles, permissions, who has what. Pure."""
