from factory.alchemy import SQLAlchemyModelFactory

from app.extensions import db


class ModelFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        # Committed objects expire, so a test reads what the database holds.
        sqlalchemy_session_persistence = "commit"
