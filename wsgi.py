"""The application object, nothing else."""

from app import create_app

app = create_app()
