"""A small set of criteria of 成长期 in place of the shipped one, and one organization below it."""

from datetime import date
from types import SimpleNamespace

from app.incubation.criteria.models import Audience, Dimension, Proof
from tests.factories import OrganizationFactory
from tests.factories.criteria import CriterionFactory, CriterionSetFactory

MEMBERS = {"column": "member_count", "operator": "at_least", "value": 10}


def small_set(since=date(2021, 1, 1)):
    """Members by the register, a charter and a team by people (both required), a brand weighed."""
    made = CriterionSetFactory.create(name="小标准", since=since)
    ids = {}
    for key, dimension, text, options in (
        ("members", Dimension.TEAM, "成员10人及以上", {"rule": MEMBERS, "proof": Proof.REGISTER}),
        ("charter", Dimension.MANAGEMENT, "有章程", {}),
        ("team", Dimension.TEAM, "有专职人员", {"audience": Audience.REGISTERED}),
        ("brand", Dimension.EXPERTISE, "有品牌活动", {"is_required": False, "weight": 2}),
    ):
        ids[key] = CriterionFactory.create(
            set_id=made.id, dimension=dimension, text=text, code=key, **options
        ).id
    return SimpleNamespace(id=made.id, **ids)


def filed_group(division_code, **options):
    """Filed since 2020, at 初创期 since then, with 12 members."""
    return OrganizationFactory.create(
        division_code=division_code,
        **{"name": "晴湾合唱团", "member_count": 12, "histories__stage": "starting", **options},
    )
