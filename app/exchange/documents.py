"""A plan as one JSON document (design, §5), for commands and for keeping with the batch."""

from typing import Any

from app.exchange.plans import Plan, SheetReading


def plan_document(file_name: str, plan: Plan, *, import_id: int | None) -> dict[str, Any]:
    """Return the document: of the only sheet directly, of several each under `sheets` besides."""
    first = plan.sheets[0] if plan.sheets else None
    document: dict[str, Any] = {
        "file": file_name,
        "sheet": first.sheet if first else None,
        "header_rows": list(first.header_rows) if first else [],
        "columns": dict(first.columns) if first else {},
        "unmapped": list(first.unmapped) if first else [],
        "rows": plan.counts(),
        "problems": [problem.document() for problem in plan.all_problems()],
        "applied": import_id is not None,
        "import": import_id,
        "ignored": [{"sheet": item.sheet, "code": item.code} for item in plan.ignored],
    }
    if len(plan.sheets) > 1:
        document["sheets"] = [_sheet_document(plan, sheet) for sheet in plan.sheets]
    return document


def _sheet_document(plan: Plan, sheet: SheetReading) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "header_rows": list(sheet.header_rows),
        "columns": dict(sheet.columns),
        "unmapped": list(sheet.unmapped),
        "rows": plan.counts(sheet),
        "problems": [problem.document() for problem in plan.all_problems(sheet)],
    }
