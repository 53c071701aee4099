"""A plan as a Word document in office form."""

from app.divisions.queries import path_names
from app.documents.layout import TableColumn
from app.documents.official import OfficialDocument
from app.i18n import _, in_chinese
from app.incubation.plans.models import GrowthPlan, PlanStep
from app.organizations.dictionaries import stage_words
from app.web.formatting import long_day


def plan_document(plan: GrowthPlan) -> bytes:
    """Return the file of a plan whose organization and steps are loaded."""
    with in_chinese():
        office = "".join(path_names(plan.organization.division_code))
        document = OfficialDocument(plan.title, company=office)
        document.title(plan.title)
        document.heading(_("一、基本情况"))
        document.paragraph("\n".join(_facts(plan)))
        document.heading(_("二、培育目标"))
        document.paragraph(plan.goals or _("（未填写）"))
        document.heading(_("三、步骤安排"))
        document.table(_columns(), [_row(at, step) for at, step in enumerate(plan.steps, 1)])
        if plan.summary:
            document.heading(_("四、小结"))
            document.paragraph(plan.summary)
        document.signature(
            [
                _("组织负责人（签字）：　　　　　　　　日期："),
                _("指导单位（盖章）：　　　　　　　　　日期："),
            ]
        )
        return document.content()


def file_name(plan: GrowthPlan) -> str:
    """Return such as 孵化大纲_晴湾棋社_20261121.docx."""
    with in_chinese():
        words = [_("孵化大纲"), plan.organization.name, f"{plan.made_on:%Y%m%d}"]
    return f"{'_'.join(words)}.docx".replace("/", "-").replace("\\", "-")


def _facts(plan: GrowthPlan) -> list[str]:
    labels = {word.key: word.label for word in stage_words()}
    present = labels.get(plan.from_stage or "", _("未定阶段"))
    return [
        _("组织名称：%(name)s", name=plan.organization.name),
        _("现阶段：%(present)s；目标阶段：%(next)s", present=present, next=labels[plan.to_stage]),
        _("制定日期：%(day)s", day=long_day(plan.made_on)),
    ]


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), 15, "center"),
        TableColumn(_("步骤"), 55),
        TableColumn(_("负责人"), 22, "center"),
        TableColumn(_("完成期限"), 32, "center"),
        TableColumn(_("完成情况"), 32, "center"),
    ]


def _row(at: int, step: PlanStep) -> list[str]:
    done = [step.done_on.isoformat()] if step.done_on else []
    return [
        str(at),
        step.text,
        step.responsible or "",
        step.due_on.isoformat() if step.due_on else "",
        "\n".join([*done, *([step.note] if step.note else [])]),
    ]
