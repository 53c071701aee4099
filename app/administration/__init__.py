"""Pages of the administrator and the auditor: accounts, divisions, the audit log."""
