"""Workbooks of projects in the official format."""
