"""A hub that imports ledgers written in the test, and what its register holds afterwards."""

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import sqlalchemy as sa

from app.accounts.models import Account
from app.exchange import operations
from app.exchange.engine import ImportRequest, make_plan, read_content
from app.exchange.models import ImportBatch
from app.exchange.plans import Plan
from app.exchange.register.adapter import REGISTER_ADAPTER
from app.extensions import db
from app.organizations.columns import COLUMNS
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.register.queries import list_page
from app.register.selection import Selection
from app.standpoint import Standpoint, make_standpoint, today
from app.turns import writing

EVERYTHING = Selection(
    choices={"standing": tuple(Standing), "is_branch": ("yes", "no")},
    columns=tuple(column.key for column in COLUMNS),
)


@dataclass
class Hub:
    divisions: dict[str, str]
    staff: Account

    def look(self, division: str = "晴川街道") -> Standpoint:
        code = self.divisions[division]
        return make_standpoint({}, viewer=self.staff.id, division=code)

    def plan(self, content: bytes, **options: Any) -> Plan:
        """Plan a file; `division` and the fields of a request are options."""
        standpoint = self.look(options.pop("division", "晴川街道"))
        request = request_of(**options)
        file = read_content(REGISTER_ADAPTER, content, request)
        return make_plan(REGISTER_ADAPTER, standpoint, file, request)

    def keep(self, content: bytes, **options: Any) -> ImportBatch:
        """Keep a file with its pre-check."""
        standpoint = self.look(options.get("division", "晴川街道"))
        plan = self.plan(content, **options)
        options.pop("division", None)
        with writing():
            batch = operations.keep_batch(
                REGISTER_ADAPTER, standpoint, content, plan, request_of(**options)
            )
            db.session.commit()
        return batch

    def apply(self, content: bytes, **options: Any) -> Plan:
        """Import a file; return what was planned and then done."""
        with writing():
            operations.hold_turn()
            plan = self.plan(content, **options)
            standpoint = self.look(options.pop("division", "晴川街道"))
            batch = operations.keep_batch(
                REGISTER_ADAPTER, standpoint, content, plan, request_of(**options)
            )
            operations.apply_batch(REGISTER_ADAPTER, standpoint, batch, plan)
            db.session.commit()
        return plan

    def register(self, on: date | None = None) -> dict[int, dict[str, Any]]:
        """Return every organization's values by column, in the notation of documents."""
        standpoint = replace(self.look("示例区"), on=on or today())
        rows = list_page(standpoint, EVERYTHING, may_read_personal=True, limit=10_000)
        return {
            row.id: {column.key: column.plain(row.values[column.key]) for column in COLUMNS}
            for row in rows
        }

    def notes(self) -> dict[int, Any]:
        """Return what is kept beside the register's columns."""
        rows = db.session.execute(
            sa.select(Organization.id, Organization.extra, Organization.as_written)
        )
        return {row.id: (row.extra, row.as_written) for row in rows}

    def names(self) -> list[str]:
        return list(db.session.scalars(sa.select(Organization.name).order_by(Organization.id)))

    def one(self) -> dict[str, Any]:
        [values] = self.register().values()
        return values


def request_of(**options: Any) -> ImportRequest:
    return ImportRequest(
        options.pop("file_name", "台账.xlsx"), options.pop("effective_on", today()), **options
    )


def book(header, *rows, title=None, sheet="名册") -> bytes:
    """Return a workbook of one sheet; texts stay texts, also those that begin with =."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    lines = [[title]] if title else []
    for number, line in enumerate([*lines, list(header), *rows], 1):
        for column, value in enumerate(line, 1):
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def problems_of(plan: Plan) -> list[tuple[int | None, str | None, str]]:
    """Return row, field and code of each problem."""
    return [(item.row, item.field, item.code) for item in plan.all_problems()]


def outcomes(plan: Plan) -> list[str]:
    return [row.outcome.value for row in plan.rows]
