"""What people thought of a session: a questionnaire without names, and its figures."""
