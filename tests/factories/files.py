from hashlib import sha256

import factory

from app.db import utc_now
from app.files import store
from app.files.models import FileAttachment, StoredFile
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class StoredFileFactory(ModelFactory):
    """A PDF with its bytes in the store."""

    class Meta:
        model = StoredFile
        exclude = ("content",)

    content = factory.Sequence(lambda n: b"%%PDF-1.4 %d" % n)
    media_type = "application/pdf"
    name = "备案申请表.pdf"
    sha256 = factory.LazyAttribute(lambda o: stored(o.content))
    size = factory.LazyAttribute(lambda o: len(o.content))
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class FileAttachmentFactory(ModelFactory):
    class Meta:
        model = FileAttachment

    subject_type = "support"
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


def stored(content):
    """Put the bytes into the store and return their digest."""
    digest = sha256(content).hexdigest()
    store.put(digest, content)
    return digest
