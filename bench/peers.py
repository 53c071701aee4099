"""What others take for the same work: Django's admin and django-import-export."""

import datetime as dt
import sqlite3
import sys
import types
from pathlib import Path

import django
from django.conf import settings

from bench.floors import COLUMNS
from bench.register import FOLDER, database

PAGES = 30
NEW = 10_000_000  # numbers from here on stand in no table
TEXTS = [name for name in COLUMNS if name != "id"]


def _set_up(size):
    """Set Django up over a table of the same twenty columns."""
    path = FOLDER / f"django-{size}.db"
    urls = types.ModuleType("bench_urls")
    sys.modules["bench_urls"] = urls
    settings.configure(
        SECRET_KEY="measured",
        DEBUG=False,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench_urls",
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "import_export",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )
    django.setup()
    model = _model()
    _fill(path, size, model)
    urls.urlpatterns = _urls(model)
    return model


def _model():
    from django.db import models

    indexed = {"kind", "division_code", "category", "is_branch", "sort_key"}
    fields = {name: models.TextField(null=True, db_index=name in indexed) for name in TEXTS}
    fields["__module__"] = "import_export.models"
    fields["Meta"] = type("Meta", (), {"app_label": "import_export", "db_table": "roster"})
    return type("Roster", (models.Model,), fields)


def _fill(path, size, model):
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    if "roster" in connection.introspection.table_names():
        return
    with connection.schema_editor() as editor:
        editor.create_model(model)
    rows = sqlite3.connect(database(size)).execute(
        f"SELECT {', '.join(['id', *TEXTS])} FROM organization"
    )
    marks = ", ".join(["?"] * (len(TEXTS) + 1))
    with sqlite3.connect(path) as target:
        target.executemany(f"INSERT INTO roster VALUES ({marks})", rows)


def _urls(model):
    from django.contrib import admin
    from django.urls import path

    class RosterAdmin(admin.ModelAdmin):
        list_display = TEXTS[1:9]
        list_filter = ("kind", "division_code", "category", "is_branch")
        list_per_page = 50
        search_fields = ("name",)
        ordering = ("sort_key", "id")

    admin.site.register(model, RosterAdmin)
    return [path("admin/", admin.site.urls)]


def admin_list(size):
    _set_up(size)
    from django.contrib.auth.models import User
    from django.test import Client

    user, _made = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    address = "/admin/import_export/roster/"
    assert client.get(address).status_code == 200

    def work():
        for _ in range(PAGES):
            client.get(address)
        return PAGES

    return work


def export(size):
    model = _set_up(size)
    from import_export import resources

    resource = resources.modelresource_factory(model=model)()
    return lambda: len(resource.export(model.objects.all()).export("xlsx"))


def dry_run(size, path):
    model = _set_up(size)
    import tablib
    from import_export import resources

    resource = resources.modelresource_factory(model=model)()
    content = Path(path).read_bytes()

    def work():
        data = tablib.Dataset().load(content, format="xlsx")
        # Its rows are known by a number; beyond those in the table, they are all new.
        headers = ["id", *(TEXTS[i % len(TEXTS)] for i in range(len(data.headers)))]
        plain = tablib.Dataset(
            *[
                [NEW + number, *(v.isoformat() if isinstance(v, dt.date) else v for v in row)]
                for number, row in enumerate(data)
            ],
            headers=headers,
        )
        result = resource.import_data(plain, dry_run=True, raise_errors=True)
        assert result.totals["new"] == len(data)
        return dict(result.totals)

    return work
