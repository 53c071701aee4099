"""Certificates of courses: who fulfils the conditions, what was issued, and checking one."""
