"""The volume (项目汇编): one chapter a project, with contents."""

from collections.abc import Sequence
from datetime import date

from app.divisions.office import office_name
from app.documents.grid import GridRow
from app.documents.official import OfficialDocument
from app.i18n import _, in_chinese
from app.projects.labels import LEVEL_LABELS
from app.projects.models import Recognition
from app.projects.papers import told
from app.projects.papers.dossiers import Dossier
from app.projects.words import OrganizationRole
from app.standpoint import Standpoint
from app.web.formatting import long_day

MOST = 300


def volume(standpoint: Standpoint, dossiers: Sequence[Dossier], *, with_people: bool) -> bytes:
    """Return the file, the projects in the order given; people are named only with permission."""
    with in_chinese():
        office = office_name(standpoint)
        title = _("%(office)s项目汇编", office=office)
        document = OfficialDocument(title, company=office)
        document.title(title)
        document.paragraph(
            _(
                "收录项目%(count)s个，数据截至%(day)s。",
                count=len(dossiers),
                day=long_day(standpoint.on),
            )
        )
        document.contents(_("目　　录"), [_listed(at, item) for at, item in enumerate(dossiers, 1)])
        for at, dossier in enumerate(dossiers, 1):
            _put_chapter(document, at, dossier, standpoint.on, with_people=with_people)
        return document.content()


def _listed(at: int, dossier: Dossier) -> str:
    name, carriers = dossier.row.detail.name, told.applicants(dossier)
    if not carriers:
        return _("%(at)s. %(name)s", at=at, name=name)
    return _("%(at)s. %(name)s（%(carriers)s）", at=at, name=name, carriers=carriers)


def _put_chapter(
    document: OfficialDocument, at: int, dossier: Dossier, on: date, *, with_people: bool
) -> None:
    detail = dossier.row.detail
    document.chapter(_("%(at)s. %(name)s", at=at, name=detail.name))
    document.form(_facts(dossier, with_people=with_people))
    for heading, text in (
        (_("需求"), detail.need),
        (_("目标"), detail.goals),
        (_("活动"), told.activities(dossier)),
    ):
        if text:
            document.heading(heading)
            document.paragraph(text)
    if dossier.indicators:
        document.heading(_("成效指标"))
        told.put_indicators(document, dossier.indicators)
    if dossier.recognitions:
        document.heading(_("品牌认定和荣誉"))
        document.paragraph("\n".join(_told(item, on) for item in dossier.recognitions))
    for case in dossier.cases:
        document.heading(_("案例：%(title)s", title=case.title))
        document.paragraph(case.text)


def _facts(dossier: Dossier, *, with_people: bool) -> list[GridRow]:
    detail, money = dossier.row.detail, dossier.money
    rows: list[GridRow] = [
        [(_("项目编号"), dossier.row.project.number or ""), (_("当前环节"), told.step(dossier))],
        [(_("项目类型"), detail.kind or ""), (_("项目级别"), told.level(detail))],
        [(_("实施单位"), told.applicants(dossier))],
    ]
    partners = dossier.carriers_as(OrganizationRole.PARTNER)
    if partners:
        rows.append([(_("合作单位"), partners)])
    if with_people:
        rows.append(
            [
                (_("项目负责人"), detail.leader_name or ""),
                (_("联系电话"), detail.leader_phone or ""),
            ]
        )
    amount = detail.requested if detail.granted is None else detail.granted
    return [
        *rows,
        [(_("服务领域"), detail.field or ""), (_("受益人群"), detail.audience or "")],
        [(_("资金来源"), detail.source or ""), (_("项目资金（元）"), told.yuan(amount))],
        [(_("已拨付（元）"), told.yuan(money.paid)), (_("已支出（元）"), told.yuan(money.spent))],
        [(_("实施周期"), told.period(detail))],
    ]


def _told(item: Recognition, on: date) -> str:
    is_revoked = item.revoked_on is not None and item.revoked_on <= on
    parts = [item.awarded_on.isoformat(), str(LEVEL_LABELS[item.level]), item.title]
    if item.issuer:
        parts.append(item.issuer)
    if item.document_number:
        parts.append(item.document_number)
    return "　".join(parts) + (_("（已撤销）") if is_revoked else "")
