"""What every row has that tells of an event: who entered it when, and when it ceased to count."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class Recorded:
    """Removing is superseding, and an edit supersedes the row and adds another.

    So a figure of June can be made again in November, whatever was put right since.
    """

    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
