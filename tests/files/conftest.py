import pytest


@pytest.fixture
def store(app, tmp_path, monkeypatch):
    """The folder of files, empty and this test's own."""
    monkeypatch.setitem(app.config, "FILES_PATH", tmp_path)
    return tmp_path
