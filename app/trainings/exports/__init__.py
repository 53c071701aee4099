"""Workbooks of trainings in the official format: 培训台账, 签到表, 学时, an organization's record."""
