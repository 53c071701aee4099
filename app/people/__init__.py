"""People linked to organizations, their qualifications, and the pool of mentors."""
