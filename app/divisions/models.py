from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class DivisionLevel(StrEnum):
    WHOLE = "whole"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class Division(Base):
    """A node of the tree; accounts and organizations hang off nodes by code."""

    __tablename__ = "division"
    __table_args__ = (CheckConstraint("length(code) = 12", name="code_length"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[DivisionLevel]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("division.code"), index=True)
