"""Organizations and their three histories. Columns, then relationships, then behavior."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import CODE_POINTS, Base, Numbered
from app.history.models import ChangePoint
from app.organizations.grades import Grade, GradeLevel
from app.organizations.kinds import Kind
from app.organizations.stages import StageWord
from app.organizations.standings import Standing
from app.values.dates import PartialDate, Precision


class Stage(Base):
    """A growth stage of the dictionary; retired but never deleted while used."""

    __tablename__ = "stage"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    rank: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)
    limit_days: Mapped[int | None]

    @property
    def word(self) -> StageWord:
        return StageWord(self.key, self.label, self.rank, self.is_retired, self.limit_days)


class Category(Base):
    """A category of work (业务类别) as ledgers name it; a new word becomes a new one."""

    __tablename__ = "category"

    label: Mapped[str] = mapped_column(primary_key=True)


class Organization(Numbered, Base):
    """A social organization: what is always today's. Dated facts stand in the histories."""

    __tablename__ = "organization"
    __table_args__ = (
        Index(
            "uq_organization_credit_code",
            "credit_code",
            unique=True,
            sqlite_where=text("credit_code IS NOT NULL"),
            postgresql_where=text("credit_code IS NOT NULL"),
        ),
        Index("ix_organization_filing_key", "filing_key"),
        Index("ix_organization_match_key", "match_key"),
        Index("ix_organization_sort_key", "sort_key", "id"),
        Index("ix_organization_division", "division_code", "sort_key", "id"),
        # The few that lack something, found among the many.
        *(
            Index(
                f"ix_organization_without_{column}",
                "division_code",
                "id",
                sqlite_where=text(f"{column} IS NULL"),
                postgresql_where=text(f"{column} IS NULL"),
            )
            for column in ("phone", "leader_name", "established_on", "kind", "category")
        ),
    )

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    name: Mapped[str]
    match_key: Mapped[str]  # the name's normal form, for matching only
    sort_key: Mapped[str] = mapped_column(CODE_POINTS)  # pinyin
    credit_code: Mapped[str | None]
    filing_number: Mapped[str | None]
    filing_key: Mapped[str | None]  # the number's normal form, for matching only
    registration_number: Mapped[str | None]
    kind: Mapped[Kind | None]
    category: Mapped[str | None] = mapped_column(ForeignKey("category.label"))
    is_branch: Mapped[bool] = mapped_column(default=False)
    established_on: Mapped[date | None]
    established_precision: Mapped[Precision | None]
    registrar: Mapped[str | None]
    supervisor: Mapped[str | None]
    leader_name: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    fund: Mapped[int | None] = mapped_column(BigInteger)  # in fen
    staff_count: Mapped[int | None]
    social_worker_count: Mapped[int | None]
    volunteer_count: Mapped[int | None]
    member_count: Mapped[int | None]
    party_member_count: Mapped[int | None]
    party_branch: Mapped[str | None]
    business_scope: Mapped[str | None]
    remark: Mapped[str | None]
    # Texts of cells whose value says less than they did: "350余", the number 2023.1.
    as_written: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Columns of ledgers that are none of the register's, by their header.
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)  # posted back by forms
    changed_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def established(self) -> PartialDate | None:
        if self.established_on is None:
            return None
        return PartialDate(self.established_on, self.established_precision or Precision.DAY)


class FormerName(Numbered, Base):
    """A name an organization bore until a day. Searched like the present one."""

    __tablename__ = "former_name"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str]
    until: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class StandingChange(ChangePoint, Base):
    """From `since` on, the organization stood so with the authorities."""

    __tablename__ = "standing_change"
    __table_args__ = ChangePoint.history_arguments("standing_change", "standing")

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    standing: Mapped[Standing]

    organization: Mapped[Organization] = relationship(lazy="raise")


class StageChange(ChangePoint, Base):
    """From `since` on, the organization was at this stage of growth."""

    __tablename__ = "stage_change"
    __table_args__ = ChangePoint.history_arguments("stage_change", "stage")

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    stage: Mapped[str] = mapped_column(ForeignKey("stage.key"))

    organization: Mapped[Organization] = relationship(lazy="raise")


class GradeChange(ChangePoint, Base):
    """From `since` on, the organization held this grade; None: it was canceled."""

    __tablename__ = "grade_change"
    __table_args__ = ChangePoint.history_arguments("grade_change", "grade")

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    grade: Mapped[Grade | None]
    level: Mapped[GradeLevel | None]
    issuer: Mapped[str | None]
    announced_on: Mapped[date | None]
    expires_on: Mapped[date | None]  # the last valid day; a fact of the grade, apart from `until`
    expires_precision: Mapped[Precision | None]

    organization: Mapped[Organization] = relationship(lazy="raise")

    @property
    def expires_as_known(self) -> PartialDate | None:
        if self.expires_on is None:
            return None
        return PartialDate(self.expires_on, self.expires_precision or Precision.DAY)


class OrganizationSearch(Base):
    """What a search must find of an organization, in folded form, a line each."""

    __tablename__ = "organization_search"

    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]  # names, former names, codes; then all pinyin readings


class PhoneTail(Base):
    """The last four digits of a phone: personal, so searched apart and only with permission."""

    __tablename__ = "organization_phone_tail"

    tail: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id"), primary_key=True, autoincrement=False, index=True
    )
