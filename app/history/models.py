from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Numbered
from app.standpoint import LAST_DAY
from app.values.dates import PartialDate, Precision


class ChangePoint(Numbered):
    """From `since` on, something was so. Rows are added and superseded, never edited.

    A subclass names its table and adds `organization_id` (or another subject, as SUBJECT) and
    the fact. Triggers refuse any other update than `until` and, once, `superseded_*`.
    """

    SUBJECT = "organization_id"

    since: Mapped[date]
    since_precision: Mapped[Precision] = mapped_column(default=Precision.DAY)
    # The next live point's `since`: arithmetic, written by `weave` and by nothing else.
    until: Mapped[date] = mapped_column(default=LAST_DAY)
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)

    @property
    def since_as_known(self) -> PartialDate:
        return PartialDate(self.since, self.since_precision)

    @classmethod
    def history_arguments(
        cls, table: str, fact: str, subject: str = "organization_id"
    ) -> tuple[CheckConstraint | Index, ...]:
        """Return the constraints and indexes every history table has.

        The partial index serves the picture as known now and covers the count by fact; the full
        one serves the picture as known at an earlier instant.
        """
        live = text("superseded_at IS NULL")
        return (
            CheckConstraint("since < until", name="since_before_until"),
            Index(
                f"uq_{table}_live",
                subject,
                "since",
                unique=True,
                sqlite_where=live,
                postgresql_where=live,
            ),
            Index(f"ix_{table}_known", subject, "since"),
            Index(
                f"ix_{table}_{fact}",
                fact,
                "until",
                "since",
                subject,
                "superseded_at",
                sqlite_where=live,
                postgresql_where=live,
            ),
        )
