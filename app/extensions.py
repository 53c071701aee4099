"""Extension singletons, created unbound and initialized in `create_app`."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from app.db import Base, render_item

db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})
migrate = Migrate(render_item=render_item, render_as_batch=True)
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
