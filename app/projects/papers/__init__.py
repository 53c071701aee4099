"""Word documents of projects: the application, the acceptance, and the volume of many."""
