import factory

from app.divisions.codes import WHOLE
from app.divisions.models import Division, DivisionLevel
from app.extensions import db
from tests.factories.base import ModelFactory


class DivisionFactory(ModelFactory):
    """A street of its own district, unless told otherwise."""

    class Meta:
        model = Division

    code = factory.Sequence(lambda n: f"3302{n // 900:02}{n % 900 + 1:03}000")
    name = factory.Sequence(lambda n: f"街道{n}")
    level = DivisionLevel.STREET
    parent_code = WHOLE


def example_divisions():
    """示例区, 晴川街道 with two communities, and a neighboring street; returned by name."""
    rows = [
        ("330199000000", "示例区", DivisionLevel.DISTRICT, WHOLE),
        ("330199001000", "晴川街道", DivisionLevel.STREET, "330199000000"),
        ("330199001001", "晴湾社区", DivisionLevel.COMMUNITY, "330199001000"),
        ("330199001002", "柳浪社区", DivisionLevel.COMMUNITY, "330199001000"),
        ("330199002000", "云栖街道", DivisionLevel.STREET, "330199000000"),
        ("330199002001", "云溪社区", DivisionLevel.COMMUNITY, "330199002000"),
    ]
    for code, name, level, parent in rows:
        db.session.add(Division(code=code, name=name, level=level, parent_code=parent))
    db.session.commit()
    return {name: code for code, name, _level, _parent in rows}
