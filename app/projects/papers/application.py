"""The application form (申报表) of a project, filled with what is recorded; the rest is blank."""

from typing import Any

from app.divisions.queries import path_names
from app.documents.grid import GridRow
from app.documents.official import OfficialDocument
from app.extensions import db
from app.history.points import at
from app.i18n import _, in_chinese
from app.organizations.models import GradeChange, Organization
from app.projects.models import Round
from app.projects.papers import told
from app.projects.papers.dossiers import Dossier
from app.projects.words import OrganizationRole
from app.standpoint import LAST_DAY, Standpoint

ROOM = 28.0


def application_form(standpoint: Standpoint, dossier: Dossier, *, with_people: bool) -> bytes:
    """Return the file; people are named only where the viewer may read who they are."""
    with in_chinese():
        row = dossier.row
        office = "".join(path_names(row.project.division_code))
        round_ = db.session.get(Round, row.project.round_id) if row.project.round_id else None
        title = _("%(call)s项目申报表", call=round_.name if round_ else row.detail.kind or "")
        document = OfficialDocument(title, company=office)
        document.title(title)
        document.heading(_("一、基本情况"))
        document.form([*_project(dossier, with_people), *_organization(standpoint, dossier)])
        document.heading(_("二、项目内容"))
        document.form(_content(dossier, round_, with_people), room=ROOM)
        document.heading(_("三、项目预算"))
        told.put_budget(document, dossier.lines)
        document.heading(_("四、审核意见"))
        document.form(opinions([_("申报单位意见"), _("审核意见"), _("评审意见")]), room=ROOM)
        return document.content()


def opinions(labels: list[str]) -> list[GridRow]:
    """Return blank rows to write an opinion in, sign and date it."""
    blank = _("\n\n负责人（签字）：　　　　　　　　（盖章）\n　　　　　　　　　　　年　　月　　日")
    return [[(label, blank)] for label in labels]


def _project(dossier: Dossier, with_people: bool) -> list[GridRow]:
    detail = dossier.row.detail
    name, phone = (detail.leader_name, detail.leader_phone) if with_people else (None, None)
    return [
        [(_("项目名称"), detail.name)],
        [(_("项目编号"), dossier.row.project.number or ""), (_("项目类型"), detail.kind or "")],
        [(_("项目级别"), told.level(detail)), (_("服务领域"), detail.field or "")],
        [(_("申请金额（元）"), told.yuan(detail.requested)), (_("资金来源"), detail.source or "")],
        [(_("实施周期"), told.period(detail))],
        [
            (_("受益人群"), detail.audience or ""),
            (_("计划受益人次"), told.count(detail.planned_beneficiaries)),
        ],
        [(_("项目负责人"), name or ""), (_("联系电话"), phone or "")],
    ]


def _organization(standpoint: Standpoint, dossier: Dossier) -> list[GridRow]:
    inside = (item.organization for item in dossier.carriers if item.organization)
    first = next(inside, None)
    number = first and (first.credit_code or first.registration_number or first.filing_number)
    return [
        [(_("申报单位"), told.applicants(dossier))],
        [
            (_("登记（备案）证号"), number or ""),
            (_("成立时间"), told.some_day(first.established_on) if first else ""),
        ],
        [
            (_("评估等级"), _grade(standpoint, first)),
            (_("合作单位"), dossier.carriers_as(OrganizationRole.PARTNER)),
        ],
        [(_("地址"), (first.address if first else None) or "")],
    ]


def _grade(standpoint: Standpoint, organization: Organization | None) -> str:
    """Return the grade in force on the day."""
    if organization is None:
        return ""
    statement: Any = db.select(GradeChange).where(
        GradeChange.organization_id == organization.id, at(GradeChange, standpoint)
    )
    point = db.session.scalars(statement).first()
    if point is None or point.grade is None or (point.expires_on or LAST_DAY) < standpoint.on:
        return ""
    return str(point.grade.value)


def _content(dossier: Dossier, round_: Round | None, with_people: bool) -> list[GridRow]:
    detail = dossier.row.detail
    rows: list[GridRow] = [
        [(_("项目团队"), (detail.team or "") if with_people else "")],
        [(_("需求分析"), detail.need or "")],
        [(_("项目目标"), detail.goals or "")],
    ]
    asked = round_.form_fields if round_ else []
    rows += [[(label, str(detail.extra.get(label) or ""))] for label in asked]
    return rows
