"""Brands and honors of the demo hub: of its projects, of an organization, of a person."""

from datetime import timedelta

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.projects.models import Project, ProjectOrganization
from app.projects.recognitions.operations import RecognitionEntry, record_recognitions
from app.projects.words import Level
from app.standpoint import Standpoint, today

# Level, title, issuer, days ago.
BRANDS = (
    (Level.CITY, "市级品牌公益服务项目", "市民政局", 100),
    (Level.DISTRICT, "区级品牌公益项目", "区民政局", 80),
)


def load_recognitions(standpoint: Standpoint) -> int:
    """Award brands to the first projects, and honors; call it once there are projects."""
    on = today()
    statement = (
        select(Project.id, ProjectOrganization.organization_id)
        .join(ProjectOrganization, ProjectOrganization.project_id == Project.id)
        .where(within(Project.division_code, standpoint), Project.superseded_at.is_(None))
        .order_by(Project.id)
        .limit(len(BRANDS))
    )
    found = db.session.execute(statement).tuples().all()
    entries = [
        RecognitionEntry(
            title=title,
            level=level,
            is_brand=True,
            awarded_on=on - timedelta(days=ago),
            project_id=project_id,
            issuer=issuer,
        )
        for (project_id, _organization), (level, title, issuer, ago) in zip(
            found, BRANDS, strict=False
        )
    ]
    honored = next((id_ for _project, id_ in found if id_ is not None), None)
    entries.append(
        RecognitionEntry(
            title="优秀志愿者",
            level=Level.STREET,
            is_brand=False,
            awarded_on=on - timedelta(days=40),
            organization_id=honored,
            person_name="甲子丑",
        )
    )
    return len(record_recognitions(standpoint, entries))
