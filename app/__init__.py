"""苗圃 Miaopu: the working register of a social-organization service hub."""

from pathlib import Path

from flask import Flask

from app import cli, errors, features, web
from app.accounts import loader
from app.accounts.guards import division_name
from app.config import MEBIBYTE, Settings, from_environment
from app.extensions import babel, csrf, db, login_manager, migrate
from app.translating import compile_catalogues
from app.web.language import language_of_request

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "app" / "translations"


def create_app(settings: Settings | None = None, *, is_testing: bool = False) -> Flask:
    """Return the application for these settings, or for those of the environment."""
    app = Flask(
        __name__,
        instance_path=str(ROOT / "instance"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,  # files are served by web.asset, under addresses that change with them
    )
    _configure(app, settings or from_environment(Path(app.instance_path)), is_testing)
    compile_catalogues(TRANSLATIONS)
    _init_extensions(app)
    web.init_app(app)
    loader.init_app(app)
    app.jinja_env.globals["division_name"] = division_name
    for blueprint in features.BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.init_app(app)
    cli.init_app(app)
    return app


def _configure(app: Flask, settings: Settings, is_testing: bool) -> None:
    app.config.from_mapping(
        MIAOPU=settings,
        TESTING=is_testing,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        FILES_PATH=settings.files_path or Path(app.instance_path) / "files",
        FILES_QUOTA=settings.files_quota,
        BRAND_COUNTING=settings.brand_counting,
        LESSON_MINUTES=settings.lesson_minutes,
        MAX_CONTENT_LENGTH=12 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=MEBIBYTE,
        MAX_FORM_PARTS=1000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_served_by_tls,
        SESSION_COOKIE_NAME="__Host-miaopu-form" if settings.is_served_by_tls else "miaopu-form",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open over lunch; the sign-in ends first
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        TRUSTED_HOSTS=settings.trusted_hosts,
    )


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    login_manager.init_app(app)
    babel.init_app(app, locale_selector=language_of_request)
