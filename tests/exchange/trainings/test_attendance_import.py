"""Sign-in lists through the engine: whose session, which person, which organization."""

import re
from datetime import timedelta

import pytest

from app.exchange.plans import RefusedFileError
from app.exchange.problems import Severity
from app.standpoint import today
from app.trainings.models import Presence, Way
from tests.exchange.hub import book, outcomes, problems_of
from tests.exchange.trainings.conftest import SESSIONS, sign_in, training
from tests.factories import OrganizationFactory


@pytest.fixture(autouse=True)
def sessions(trainings, choir):
    trainings.apply(
        training(),
        training(number="PX-2025-02", title="财务管理", on="2025-02-06"),
        training(number="PX-2025-03", title="财务管理", on="2025-03-06"),
    )


def numbers(recorded):
    known = {item.session_id: item.session.number for item in recorded.sessions()}
    return [known[item.session_id] for item in recorded.sign_ins()]


class TestNewRows:
    def test_are_recorded_with_all_they_say(self, attendance, recorded, choir):
        plan = attendance.apply(sign_in())

        [item] = recorded.sign_ins()
        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        assert (item.name, item.phone, item.person_key) == (
            "甲子寅",
            "13800000001",
            "p:13800000001",
        )
        assert (item.organization_id, item.organization_text) == (choir.id, None)
        assert (item.presence, item.way) == (Presence.PRESENT, Way.LEDGER)
        assert item.signed_at.isoformat() == "2025-01-06T05:30:00+00:00"
        assert plan.rows[0].subject_id == item.session_id

    def test_keep_the_text_of_an_organization_that_is_unknown(self, attendance, recorded):
        plan = attendance.apply(sign_in(organization="某物业公司"))

        [problem] = plan.rows[0].problems
        assert (problem.code, problem.severity) == ("unknown_value", Severity.WARNING)
        assert "先按原文记下" in problem.message
        [item] = recorded.sign_ins()
        assert (item.organization_id, item.organization_text) == (None, "某物业公司")

    def test_do_not_reach_an_organization_next_door(self, attendance, recorded, hub):
        OrganizationFactory.create(name="云溪棋社", division_code=hub.divisions["云溪社区"])

        attendance.apply(sign_in(organization="云溪棋社"))

        assert recorded.sign_ins()[0].organization_text == "云溪棋社"

    @pytest.mark.parametrize("phone", [13800000001.0, "138 0000 0001", "+86 13800000001"])
    def test_know_a_phone_however_it_is_written(self, phone, attendance):
        attendance.apply(sign_in())

        assert outcomes(attendance.plan(sign_in(phone=phone, name="另写"))) == ["unchanged"]


class TestPeople:
    def test_are_known_by_phone_else_by_name_and_organization(self, attendance):
        plan = attendance.plan(
            sign_in(),
            sign_in(phone="13800000002"),
            sign_in(phone=None),
            sign_in(phone=None, organization="晴湾 合唱团"),
            sign_in(phone=None, organization="某物业公司"),
            sign_in(at="2025-01-06 14:00"),
        )

        assert outcomes(plan) == ["new", "new", "new", "skipped", "new", "skipped"]
        assert "第2行" in plan.rows[5].problems[0].message

    def test_may_be_at_several_sessions(self, attendance):
        plan = attendance.plan(sign_in(), sign_in(number="PX-2025-02"))

        assert outcomes(plan) == ["new", "new"]

    def test_are_unchanged_the_second_time_and_placed_when_the_register_knows(
        self, attendance, recorded, hub
    ):
        row = sign_in(organization="柳浪跑团")
        attendance.apply(row)
        assert outcomes(attendance.apply(row)) == ["unchanged"]
        runners = OrganizationFactory.create(
            name="柳浪跑团", division_code=hub.divisions["柳浪社区"]
        )

        plan = attendance.apply(row)

        assert outcomes(plan) == ["changed"]
        assert recorded.sign_ins()[0].organization_id == runners.id
        assert outcomes(attendance.plan(row)) == ["unchanged"]


class TestSessions:
    @pytest.mark.parametrize(
        ("header", "cells", "number"),
        [
            (["培训主题", "培训日期"], ["财务管理", "2025.2.6"], "PX-2025-02"),
            (["课程名称", "时间"], ["财务管理", "2025年3月6日"], "PX-2025-03"),
            (["培训主题"], ["规范化建设"], "PX-2025-01"),
            (["培训日期"], ["2025-03-06"], "PX-2025-03"),
        ],
    )
    def test_are_found_by_title_and_day(self, header, cells, number, attendance, recorded):
        content = book([*header, "姓名", "电话"], [*cells, "甲子寅", "13800000001"])

        attendance.apply(content=content)

        assert numbers(recorded) == [number]

    @pytest.mark.parametrize(
        ("title", "sheet", "number"),
        [
            ("“规范化建设”培训签到表", "Sheet1", "PX-2025-01"),
            ("2025年3月6日财务管理培训签到表", "Sheet1", "PX-2025-03"),
            ("签到表", "PX-2025-02", "PX-2025-02"),
        ],
    )
    def test_are_found_by_what_stands_above(self, title, sheet, number, attendance, recorded):
        content = book(
            ["序号", "姓名", "单位", "电话"],
            [1, "甲子寅", "晴湾合唱团", "13800000001"],
            title=title,
            sheet=sheet,
        )
        attendance.apply(content=content)

        assert numbers(recorded) == [number]

    def test_are_found_by_headings_between_the_rows(self, attendance, recorded):
        content = book(
            ["序号", "姓名", "单位", "电话"],
            ["PX-2025-01 规范化建设"],
            [1, "甲子寅", "晴湾合唱团", "13800000001"],
            ["PX-2025-02 财务管理"],
            [1, "甲子寅", "晴湾合唱团", "13800000001"],
            title="培训签到表",
        )
        attendance.apply(content=content)

        assert numbers(recorded) == ["PX-2025-01", "PX-2025-02"]

    @pytest.mark.parametrize(
        ("header", "cells", "problem"),
        [
            (["期次"], ["PX-2025-99"], (2, "session_no", "unknown_value")),
            (["培训主题"], ["没有这一场"], (2, "title", "unknown_value")),
            (["培训主题"], ["财务管理"], (2, "title", "ambiguous_session")),
            (["签到时间"], ["13:30"], (2, None, "missing_session")),
        ],
    )
    def test_that_cannot_be_told_are_an_error_of_the_row(self, header, cells, problem, attendance):
        content = book([*header, "姓名", "电话"], [*cells, "甲子寅", "13800000001"])

        plan = attendance.plan(content=content)

        assert (outcomes(plan), problems_of(plan)) == (["error"], [problem])

    def test_to_come_have_nobody_signed_in(self, attendance, trainings):
        tomorrow = (today() + timedelta(days=1)).isoformat()
        trainings.apply(training(number="PX-9", on=tomorrow))

        plan = attendance.plan(sign_in(number="PX-9"))

        assert problems_of(plan) == [(2, "session_no", "day_to_come")]

    def test_of_another_division_are_not_found(self, attendance):
        assert outcomes(attendance.plan(sign_in(), division="云栖街道")) == ["error"]


class TestTicks:
    def test_a_blank_among_ticks_is_somebody_who_was_not_there(self, attendance, recorded):
        content = book(
            ["期次", "姓名", "单位", "签到"],
            ["PX-2025-01", "甲子寅", "晴湾合唱团", "√"],
            ["PX-2025-01", "甲子卯", "晴湾合唱团", None],
        )
        attendance.apply(content=content)

        assert [item.presence for item in recorded.sign_ins()] == [
            Presence.PRESENT,
            Presence.ABSENT,
        ]


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "code"),
        [(None, "missing_name"), ("张*", "masked_value"), ("甲" * 51, "name_too_long")],
    )
    def test_a_row_needs_a_name(self, name, code, attendance):
        plan = attendance.plan(sign_in(name=name))

        assert (outcomes(plan), problems_of(plan)) == (["error"], [(2, "person", code)])
        assert "组织名称" not in plan.rows[0].problems[0].message

    def test_a_training_ledger_is_another_ledger(self, attendance):
        with pytest.raises(RefusedFileError) as refused:
            attendance.plan(content=book(SESSIONS, training()))

        assert re.search("这不是签到表", refused.value.problem.message)
