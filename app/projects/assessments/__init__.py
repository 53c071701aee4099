"""Reviews of projects: experts' scores, visits, evaluations, audits, and what is to be put right."""
