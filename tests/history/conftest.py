from tests.history.engines import either_session, postgresql_app

__all__ = ["either_session", "postgresql_app"]
