"""The acceptance form (验收表) of a project: what it cost, what it came to, who says so."""

from app.divisions.queries import path_names
from app.documents.grid import GridRow
from app.documents.official import OfficialDocument
from app.i18n import _, in_chinese
from app.projects.acceptance import missing_for_acceptance
from app.projects.papers import told
from app.projects.papers.application import ROOM, opinions
from app.projects.papers.dossiers import Dossier
from app.standpoint import Standpoint


def acceptance_form(standpoint: Standpoint, dossier: Dossier, *, with_people: bool) -> bytes:
    """Return the file; people are named only where the viewer may read who they are."""
    with in_chinese():
        project, detail = dossier.row.project, dossier.row.detail
        office = "".join(path_names(project.division_code))
        title = _("%(kind)s项目验收表", kind=detail.kind or "")
        document = OfficialDocument(title, company=office)
        document.title(title)
        document.heading(_("一、基本情况"))
        document.form(_facts(dossier, with_people))
        document.heading(_("二、资金使用"))
        document.form(_money(dossier))
        document.heading(_("三、项目成效"))
        told.put_indicators(document, dossier.indicators)
        document.paragraph(told.activities(dossier))
        document.heading(_("四、评审和审计"))
        told.put_assessments(document, dossier)
        missing = missing_for_acceptance(project.id, standpoint.on)
        if missing and not (dossier.row.word and dossier.row.word.is_accepted):
            document.paragraph(_("尚缺：%(missing)s。", missing="；".join(missing)))
        document.heading(_("五、验收意见"))
        document.form(opinions([_("实施单位意见"), _("专家组意见"), _("验收结论")]), room=ROOM)
        return document.content()


def _facts(dossier: Dossier, with_people: bool) -> list[GridRow]:
    detail = dossier.row.detail
    name, phone = (detail.leader_name, detail.leader_phone) if with_people else (None, None)
    return [
        [(_("项目名称"), detail.name)],
        [(_("项目编号"), dossier.row.project.number or ""), (_("当前环节"), told.step(dossier))],
        [(_("实施单位"), told.applicants(dossier))],
        [(_("实施周期"), told.period(detail))],
        [(_("项目负责人"), name or ""), (_("联系电话"), phone or "")],
        [(_("项目目标"), detail.goals or "")],
    ]


def _money(dossier: Dossier) -> list[GridRow]:
    money = dossier.money
    return [
        [
            (_("批复金额（元）"), told.yuan(money.granted)),
            (_("预算合计（元）"), told.yuan(money.approved)),
        ],
        [(_("已拨付（元）"), told.yuan(money.paid)), (_("已支出（元）"), told.yuan(money.spent))],
        [(_("结余（元）"), told.yuan(money.balance))],
    ]
